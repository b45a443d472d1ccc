"""Text to Document: regions that tile the text, segments, links and talks. Lossless, never raises."""
