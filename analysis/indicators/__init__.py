"""Published figures: series, routes, and open series fetched."""
