"""Reading, checking and editing glossaries; the only place that knows YAML."""
