"""Tells which languages a document is written in: scripts first, statistics only where a script is shared."""
