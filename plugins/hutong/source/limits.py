"""What no article needs and Markdown would take seconds for: told instead of rendered.

Python-Markdown looks for the end of every bracket and reads what is left of a paragraph anew
after each heading, rule or definition in it. The sums here are what that would cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hutong.source.masking import Code
from hutong.source.page import Page

LONGEST_TEXT: Final = 100_000
"""Characters of a body; three times the longest policy paper."""
_LONGEST_PARAGRAPH: Final = 20_000
_MOST_WORK: Final = 1_000_000
_MOST_SPECIAL: Final = 3_000_000
_MOST_NAMES: Final = 200
_MOST_LINES: Final = 2_000
_MOST_ITEMS: Final = 4_000
_MOST_PARAGRAPHS: Final = 5_000
_END: Final = re.compile(r"\n[ \t]*\n")
_BRACKET: Final = re.compile(r"\\.|[\[\]()\"']")
_SPECIAL: Final = re.compile(
    r"^[ ]{0,3}(?:#|(?:[-*_=][ ]{0,2}){3,}$|[=-]+[ ]*$|\*\[|:[ ]|\[[^\]\n]*\]:|\|?[ ]?:?-[-:| ]*$)",
    re.MULTILINE,
)
_ITEM: Final = re.compile(r"^[ ]*(?:[-*+][ ]|\d{1,3}\.)", re.MULTILINE)
_DEEP_QUOTE: Final = re.compile(r"^[ ]{0,3}(?:>[ ]?){12}", re.MULTILINE)
_NAME: Final = re.compile(r"^\*\[|^[ ]{0,3}\[\^?[^\]\n]*\]:", re.MULTILINE)


def too_heavy(masked: str, code: Code, page: Page) -> bool:
    """Report the first limit that a text is beyond; ``masked`` is the text without ``code``."""
    found = next(_faults(masked, code), None)
    if found:
        at, what, mend = found
        page.report(page.lines.at(at) if at else page.lines.start, what, mend)
    return found is not None


def _faults(masked: str, code: Code) -> Iterator[tuple[int, str, str]]:
    if len(masked) > LONGEST_TEXT:
        what = f"the text has {len(masked):,} characters; it may have {LONGEST_TEXT:,}"
        yield 0, what, "split it into several files"
        return
    names = sum(1 for _ in _NAME.finditer(masked))
    if names > _MOST_NAMES:
        what = f"the text defines {names} notes, links and abbreviations"
        yield 0, what, f"keep to {_MOST_NAMES}, or split the text"
    yield from _too_many(masked, code)
    deep = _DEEP_QUOTE.search(masked)
    if deep:
        yield deep.start(), "a quotation is nested too deep", "keep to a few > signs"
    work = 0
    for start, end in _paragraphs(masked):
        yield from _long(masked, start, end)
        work += _brackets(masked, start, end) if masked.find("[", start, end) >= 0 else 0
        if work > _MOST_WORK:
            what = "this paragraph holds far too many brackets [ or ( that are never closed"
            yield start, what, "close them, or write \\[ for a plain bracket"


def _too_many(masked: str, code: Code) -> Iterator[tuple[int, str, str]]:
    if len(masked) <= _MOST_LINES:
        return
    special = sum(1 for _ in _SPECIAL.finditer(masked)) + len(code.fenced)
    if special > _MOST_LINES:
        what = f"the text holds {special:,} headings, rules, tables, definitions or pieces of code"
        yield 0, what, "split it into several files"
    items = sum(1 for _ in _ITEM.finditer(masked))
    if items > _MOST_ITEMS:
        yield 0, f"the text holds {items:,} items of lists", "split it into several files"
    paragraphs = sum(1 for _ in _END.finditer(masked))
    if paragraphs > _MOST_PARAGRAPHS:
        what = f"the text has {paragraphs:,} empty lines"
        yield 0, what, "take out those that are too many, or split it into several files"


def _paragraphs(masked: str) -> Iterator[tuple[int, int]]:
    start = len(masked) - len(masked.lstrip("\n"))
    for match in _END.finditer(masked):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    yield start, len(masked)


def _long(masked: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    size = end - start
    if size > _LONGEST_PARAGRAPH and masked[start:end].strip():
        what = f"the paragraph that starts here has {size:,} characters"
        yield start, what, "put empty lines between its parts"
    special = sum(1 for _ in _SPECIAL.finditer(masked, start, end)) if size > 1000 else 0
    if special * size > _MOST_SPECIAL:
        what = f"{special} headings, rules or definitions follow each other without an empty line"
        yield start, what, "put an empty line after each"


def _brackets(masked: str, start: int, end: int) -> int:
    """How many characters Markdown would look at to find the ends of brackets."""
    work, square, link, quoted = 0, [], -1, False
    for match in _BRACKET.finditer(masked, start, end):
        at, mark = match.start(), match[0]
        if mark == "[":
            square.append(at)
        elif mark == "]" and square:
            work += at - square.pop()
            if masked.startswith("(", at + 1):
                work += end - link if link >= 0 else 0
                link, quoted = at + 1, False
        elif mark in "\"'":
            quoted = link >= 0
        elif mark == ")" and link >= 0:
            closed = not quoted or masked[at - 1] in "\"' "
            work += (at if closed else end) - link
            link = -1
    return work + sum(end - at for at in square) + (end - link if link >= 0 else 0)
