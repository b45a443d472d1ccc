"""How a word was translated: where it stands in memories, and what stands on the other side."""
