"""The demo site's pictures: a canvas with its motifs, and the scenes drawn on it."""
