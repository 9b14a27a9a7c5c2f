"""Where ``-{…}-`` conversion markup stands in a text; what it means is the converter's business.

Both the source readers (to keep Markdown away from it) and the converter (to apply it) need the
same answer, so the grammar lives below both. Nesting counts, as in MediaWiki's LanguageConverter:
https://www.mediawiki.org/wiki/Writing_systems/Syntax
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

BRACE: Final = re.compile(r"-\{|\}-")
"""What opens or closes markup; ``-{}-`` does both, as it is read from the left."""


@dataclass(frozen=True, slots=True)
class MarkupSpans:
    """Offsets of whole outermost ``-{…}-`` pieces, and of the first one never closed (or None)."""

    closed: tuple[tuple[int, int], ...]
    unclosed: int | None


_NONE: Final = MarkupSpans((), None)


def find_markup(text: str) -> MarkupSpans:
    """Find every outermost ``-{…}-``; a stray ``}-`` is plain text.

    What is never closed is plain text too, so that pieces after it are outermost ones.
    """
    if "-{" not in text:
        return _NONE
    closed: list[tuple[int, int]] = []
    open_at: list[int] = []
    for match in BRACE.finditer(text):
        if match[0] == "-{":
            open_at.append(match.start())
        elif open_at:
            start = open_at.pop()
            while closed and closed[-1][0] > start:
                closed.pop()
            closed.append((start, match.end()))
    return MarkupSpans(tuple(closed), open_at[0] if open_at else None)
