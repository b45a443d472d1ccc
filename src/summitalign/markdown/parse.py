"""Read a Markdown text into a Document."""
