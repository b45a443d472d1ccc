"""Translation memories, one form a module: written from units, and read back to them."""
