"""Forms: what people send, read into the values that `geodata.edits` takes; refusals beside their fields."""
