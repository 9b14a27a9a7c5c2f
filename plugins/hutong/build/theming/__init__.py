"""The theme, made fast: words, compiled templates, partials kept, what a template can reach."""
