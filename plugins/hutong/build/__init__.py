"""From content to a tree of files: scan, load, convert, render, write."""
