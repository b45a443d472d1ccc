"""Turning findings into a new text, and proving that the change is safe."""
