"""Which script a text is written in, counted from the characters that only one script has."""

from __future__ import annotations

import functools
from collections.abc import Sequence


@functools.cache
def _leaning(character: str) -> int:
    """1 for a character that only Traditional has, -1 for one that only Simplified has, else 0."""
    import hanzidentifier  # only files that do not name their variant pay for it

    found = hanzidentifier.identify(character)
    return int(found == hanzidentifier.TRADITIONAL) - int(found == hanzidentifier.SIMPLIFIED)


def detect_script(text: str) -> str | None:
    """``Hant``, ``Hans``, or None where the text does not tell."""
    balance = sum(map(_leaning, text))
    if balance == 0:
        return None
    return "Hant" if balance > 0 else "Hans"


def detect_variant(text: str, variants: Sequence[str]) -> str | None:
    """The site's first variant of the script that the text is written in."""
    script = detect_script(text)
    if script is None:
        return None
    return next((tag for tag in variants if f"-{script}" in tag), None)
