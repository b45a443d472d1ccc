"""A bilingual static site of one run: pages that work from disk, without a network."""
