"""Commands for editors and CI: build, check, convert, new, serve."""
