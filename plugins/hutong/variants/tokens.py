"""HTML as a row of tokens: tags and comments, and the text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from hutong.markup import find_markup

TOKEN: Final = re.compile(
    r"<!--.*?-->"
    r"|<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>",
    re.DOTALL,
)
_HAN_REFERENCE: Final = re.compile(r"&#(?:x[0-9a-fA-F]+|[0-9]+);")
_ELEMENTS: Final = (
    "a|abbr|aside|b|bdi|bdo|big|blockquote|br|caption|center|cite|code|col|colgroup|data|dd|del"
    "|details|dfn|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|main|mark|nav|ol"
    "|p|pre|q|rp|rt|ruby|s|samp|script|section|small|span|strike|strong|style|sub|summary|sup|table"
    "|tbody|td|textarea|tfoot|th|thead|time|tr|tt|u|ul|var|wbr"
)
WRITTEN: Final = re.compile(
    rf"<(/?)({_ELEMENTS})(?=[\s/>])"
    r"((?:\s++[a-z_:][\w:.-]*+(?:\s*+=\s*+(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'=<>`]++))?)*+\s*+/?)>",
    re.ASCII | re.IGNORECASE,
)
"""A tag in text that is not sanitised, or in conversion markup: what can be nothing else.

It ends before the next ``<``, so that finding all takes no longer than the text is.
"""
ENTITY: Final = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")

VOID: Final = frozenset((
    "area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip
CODE: Final = frozenset(("code", "pre", "kbd", "samp", "script", "style", "textarea"))


def has_tags(text: str) -> bool:
    """Whether a text that may be HTML is: it has tags, and each of them is closed."""
    return "<" in text and WRITTEN.search(text) is not None and balanced(text)


def balanced(html: str) -> bool:
    """Whether every tag in ``html`` is closed in it, in order, and no other tag is closed."""
    stack: list[str] = []
    for match in WRITTEN.finditer(html):
        name = match[2].lower()
        if name in VOID:
            continue
        if not match[1]:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack


def tagged_markup(html: str) -> Iterator[tuple[int, int]]:
    """Where conversion markup holds tags, and closes all that it opens."""
    for start, stop in find_markup(html).closed if "-{" in html else ():
        if html.find("<", start, stop) >= 0 and balanced(html[start:stop]):
            yield start, stop


def without_tags(html: str) -> str:
    """The text of ``html``, still escaped."""
    return WRITTEN.sub("", html) if "<" in html else html


def pieces_of(html: str) -> Iterator[tuple[str, bool]]:
    """Yield ``html`` in pieces, each with whether it is a tag or code, which never converts."""
    at = depth = 0
    for match in WRITTEN.finditer(html):
        if match.start() > at:
            yield html[at : match.start()], depth > 0
        yield match[0], True
        if match[2].lower() in CODE:
            depth += -1 if match[1] else 1
        at = match.end()
    if at < len(html):
        yield html[at:], depth > 0


def decode_han(raw: str) -> str:
    """Write Han characters out that are given by number, so that they convert."""
    if "&#" not in raw:
        return raw
    return _HAN_REFERENCE.sub(lambda match: _han_or_same(match[0]), raw)


def _han_or_same(reference: str) -> str:
    char = unescape(reference)
    return char if len(char) == 1 and "\u3400" <= char <= "\u9fff" else reference
