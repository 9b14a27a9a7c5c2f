"""Finds the paragraphs where half-width punctuation may stand in Chinese; most texts have none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_SIGN: Final = re.compile(r"[,;:!?(\"](?:(?<!!)|(?!\[))")
"""What each finding has one of; no finding is the sign of a picture."""
_PLAIN_TARGET: Final = re.compile(r"\]\([!-'*-~]{1,500}\)")


def find_half_width(
    lines: Iterable[tuple[int, str]], *, thorough: bool = False
) -> list[tuple[int, str, str]]:
    """For each line with such marks: its number, what is wrong with it, and how to mend it.

    ``lines`` are the numbered lines of one text that follow one another. A ``thorough`` look
    goes through all of them, even where no mark can be.
    """
    numbered = list(lines) if thorough else _suspicious(list(lines))
    if not numbered:
        return []
    from hutong.source.punctuation import told_lines  # has much to compile

    return told_lines(numbered)


def may_have_half_width(text: str) -> bool:
    """Whether there can be such a mark in a text: a quick look, before its lines are gone through.

    A link target stands on one line, and says nothing.
    """
    return _SIGN.search(_PLAIN_TARGET.sub("]", text) if "](" in text else text) is not None


def _suspicious(numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The paragraphs that have a mark outside plain link targets, with a gap between them.

    What is not shown ends with its paragraph, but for elements and conversion markup.
    """
    whole = "\n".join([text for _, text in numbered])
    if not may_have_half_width(whole):
        return []
    if "<" in whole or "-{" in whole:
        return numbered
    kept: list[tuple[int, str]] = []
    paragraph: list[tuple[int, str]] = []
    for line in (*numbered, (0, "")):
        paragraph.append(line)
        if not line[1].strip(" \t"):
            if any(_SIGN.search(_PLAIN_TARGET.sub("]", text)) for _, text in paragraph):
                kept += paragraph
            paragraph = []
    return kept
