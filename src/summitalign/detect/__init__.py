"""Which language a document and each of its sections is written in."""
