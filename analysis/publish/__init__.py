"""A figure written with its numbers, caption, sources and hashes."""
