"""Hutong's core: Markdown in one script in, two editions of a site out; never imports Pelican."""
