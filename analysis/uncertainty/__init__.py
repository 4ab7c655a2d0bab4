"""How sure a number of a network is."""
