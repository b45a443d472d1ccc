"""Which segments, and which documents, correspond."""
