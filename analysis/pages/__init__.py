"""What readers see without Python: a site and a report."""
