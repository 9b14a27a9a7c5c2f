"""What the converter learns from Traditional text: its stages, each a module."""
