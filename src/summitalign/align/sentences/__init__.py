"""Sentences and lines: beads in kept order by lengths, words that translate each other, and what stands at borders."""
