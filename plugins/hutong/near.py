"""What an editor may have meant: the nearest word of a closed list."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A suggestion from a closed list, or ``otherwise``, or the list itself when short."""
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, 1, 0.6)
    if not near:
        folded = {name.casefold(): name for name in names}
        near = [folded[key] for key in difflib.get_close_matches(word.casefold(), folded, 1, 0.6)]
    if near:
        return f"did you mean {near[0]}?"
    if otherwise:
        return otherwise
    return f"use one of {', '.join(names)}" if names else "take it out"
