"""Other people's records, read as statements."""
