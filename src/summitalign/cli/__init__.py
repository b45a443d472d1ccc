"""Words in, words out: options, printing and exit codes."""
