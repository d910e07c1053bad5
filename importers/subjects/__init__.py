"""What sources of one subject share: counts, observations, recorded crime, areas by their names."""
