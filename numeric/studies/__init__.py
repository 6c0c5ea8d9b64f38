"""Studies: one question about the flow, asked at every point of a grid. A point is text; so is what is found there."""
