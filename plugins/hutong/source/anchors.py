"""Anchors: the ids of a finished body, and what is wrong with them or with links to them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from hutong.model import Html
from hutong.source.page import Page

RESERVED: Final = "content"
"""The theme's id of the main part of a page."""
RESERVED_PREFIX: Final = "ht-"
"""How every other id of the theme begins."""
_TAG_WITH_ID: Final = re.compile(
    r"<[a-z][a-z0-9]*(?:\s+(?!id=)[^\s=>\"]+(?:=\"[^\"]*\")?)*\s+id=\"([^\"]*)\""
)


def anchors(body: Html) -> frozenset[str]:
    """Every id of a body: where a link to it may lead."""
    return frozenset(_ids(body))


def _ids(body: str) -> Iterator[str]:
    if " id=" in body:
        for match in _TAG_WITH_ID.finditer(body):
            yield html.unescape(match[1])


def check_anchors(body: Html, page: Page) -> None:
    """Report ids used twice or taken by the theme, and links within the text to no id."""
    counts = Counter(_ids(body))
    for name in sorted(counts):
        if counts[name] > 1:
            mend = "give each heading its own {#id}"
            page.report(_line(name, page), f"the anchor {name} is used twice", mend)
        if name == RESERVED or name.startswith(RESERVED_PREFIX):
            mend = f"choose one that is not {RESERVED} and does not start with {RESERVED_PREFIX}"
            page.report(_line(name, page), f"the anchor {name} is the site's own", mend)
    for name, line in page.anchors:
        if name and name not in counts:
            what = f"the link #{name} leads to no heading here"
            page.report(line, what, "give the heading {#" + name + "}")


def _line(name: str, page: Page) -> int:
    return page.lines.of(f"#{name}", f'id="{name}', f"id='{name}", f"id={name}", name)
