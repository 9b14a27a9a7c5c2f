"""robots.txt: everybody may read everything, and here are the sitemaps (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable

from hutong.formats.machine import uri


def robots_txt(sitemap_urls: Iterable[str]) -> bytes:
    """Return robots.txt; it only counts at the root of a host."""
    lines = ["User-agent: *", "Allow: /", ""]
    lines += [f"Sitemap: {uri(url)}" for url in sitemap_urls]
    return ("\n".join(lines) + "\n").encode("ascii")
