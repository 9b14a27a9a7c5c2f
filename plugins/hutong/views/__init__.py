"""Page view-models, composed from all features; templates see nothing else."""
