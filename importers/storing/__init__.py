"""From staged rows to the tables of the city: staged, published, filled in bulk, told."""
