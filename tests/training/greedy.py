"""A toy of the engine: cuts from the left into the longest words it knows, converts each."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def greedy(table: Mapping[str, str]) -> Callable[[str], str]:
    """Return a converter for ``table``; what it does not hold stays."""
    longest = max(map(len, table))

    def convert(text: str) -> str:
        out, at = "", 0
        while at < len(text):
            sizes = range(min(longest, len(text) - at), 0, -1)
            size = next((size for size in sizes if text[at : at + size] in table), 1)
            out += table.get(text[at : at + size], text[at : at + size])
            at += size
        return out

    return convert
