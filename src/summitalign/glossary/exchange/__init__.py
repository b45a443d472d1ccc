"""Other formats of terms: term entries to their text and back, one format a module."""
