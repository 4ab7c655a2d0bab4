"""A package, as the other folders of tests are."""
