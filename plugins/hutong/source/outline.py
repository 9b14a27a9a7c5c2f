"""Headings: their levels and anchors in the tree, and the contents list from the finished HTML.

Levels follow the nesting, starting at 2 since the page's title is 1; none is skipped. Anchors are
the same in every script: ``s2`` is the second heading, ``s2-1`` the first one below it, unless the
editor gave one with ``{#id}``.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from hutong.model import Heading
from hutong.source.page import Page

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

_TAGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = frozenset({"aside", "div", "blockquote", "li", "dd"})
_ID: Final = re.compile(r"[A-Za-z][\w.:-]*\Z", re.ASCII)
_TAG: Final = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")
_BREAK: Final = re.compile(r"<br\s*/?>")
_NOTE_MARK: Final = re.compile(r"<sup\b[^>]*>\s*<a\b[^>]*footnote-ref.*?</sup>", re.DOTALL)
_HEADING: Final = re.compile(r"<h([2-6])\b([^>]*)>(.*?)</h\1>", re.DOTALL)
_ANCHOR: Final = re.compile(r'\bid="([^"]*)"')
_NEWSLINK: Final = re.compile(r'<aside\b[^>]*class="newslink"[^>]*>(.*?)</aside>', re.DOTALL)
_DEEPEST: Final = 4


Trail = list[tuple[int, tuple[int, ...]]]
"""Typed level and place of the headings that the next one may be below."""


class Numbers:
    """Counts headings on each path of the outline."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.counts: dict[tuple[int, ...], int] = {}

    def place(self, typed: int, trail: Trail) -> tuple[int, str]:
        """Level and anchor of the next heading, which goes on the trail."""
        while trail and trail[-1][0] >= typed:
            trail.pop()
        path = trail[-1][1] if trail else ()
        self.counts[path] = self.counts.get(path, 0) + 1
        place = (*path, self.counts[path])
        trail.append((typed, place))
        return min(1 + len(place), 6), self.prefix + "s" + "-".join(map(str, place))


def number(root: ET.Element, page: Page) -> None:
    """Set level and anchor of every heading of the tree."""
    _walk(root, Numbers(page.anchor_prefix), [], page)


def _walk(parent: ET.Element, numbers: Numbers, trail: Trail, page: Page) -> None:
    for child in parent:
        if child.tag in _TAGS:
            level, anchor = numbers.place(_TAGS[child.tag], trail)
            _set(child, level, anchor, page)
        elif child.tag in _BLOCKS and len(child):
            _walk(child, numbers, list(trail) if child.tag != "aside" else [], page)


def _set(element: ET.Element, level: int, anchor: str, page: Page) -> None:
    element.tag = f"h{level}"
    given = element.get("id")
    if given is None:
        element.set("id", anchor)
    elif not _ID.match(given):
        line = page.lines.of(f"#{given}")
        mend = "use letters, figures and hyphens, starting with a letter"
        page.report(line, f"the anchor {given!r} cannot stand in an address", mend)


def plain(fragment: str) -> str:
    """The text of an HTML fragment; a break in a heading is a space, note marks are left out."""
    return html.unescape(" ".join(_untagged(fragment).split()))


def shown(fragment: str) -> str:
    """The text of an HTML fragment with its spaces and line breaks as they are."""
    return html.unescape(_untagged(fragment))


def _untagged(fragment: str) -> str:
    text = _NOTE_MARK.sub("", fragment) if "footnote-ref" in fragment else fragment
    return _TAG.sub("", _BREAK.sub(" ", text)) if "<" in text else text


def headings(body: str) -> tuple[Heading, ...]:
    """The contents list: headings of level 2 to 4 that have an anchor."""
    found = []
    for match in _HEADING.finditer(body):
        anchor = _ANCHOR.search(match[2])
        if anchor and int(match[1]) <= _DEEPEST:
            found.append(Heading(level=int(match[1]), anchor=anchor[1], text=plain(match[3])))
    return tuple(found)


def questions(body: str) -> tuple[tuple[str, str, str], ...]:
    """Anchor, question and answer of every heading with a question mark in a newslink block."""
    found = []
    for aside in _NEWSLINK.finditer(body):
        marks = list(_HEADING.finditer(aside[1]))
        for index, mark in enumerate(marks):
            text, anchor = plain(mark[3]), _ANCHOR.search(mark[2])
            end = marks[index + 1].start() if index + 1 < len(marks) else len(aside[1])
            if anchor and text.endswith(("？", "?")):
                found.append((anchor[1], text, aside[1][mark.end() : end].strip()))
    return tuple(found)
