"""The HTML that may reach readers: an allow-list."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from hutong.model import Html

if TYPE_CHECKING:
    import nh3

TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "aside",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
"""Elements that an article may hold."""
ATTRIBUTES: Final = {
    "*": {
        "id",
        "class",
        "lang",
        "dir",
        "title",
        "role",
        "tabindex",
        "data-variant",
        "aria-label",
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
    },
    "a": {"href", "hreflang", "rel"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "details": {"open"},
}
"""Attributes that every element (``*``) or one of them may have."""
TYPED: Final = frozenset(
    [
        "id",
        "lang",
        "dir",
        "title",
        "href",
        "hreflang",
        "alt",
        "start",
        "value",
        "reversed",
        "colspan",
        "rowspan",
        "headers",
        "scope",
        "span",
        "datetime",
        "cite",
        "open",
    ]
)
"""Attributes that an editor may set with ``{key=value}``."""
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead, besides other content."""


@functools.cache
def _cleaner() -> nh3.Cleaner:
    import nh3  # texts without HTML of their own do without

    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES) | {"doc"},
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


def sanitise(html: str) -> Html:
    """Keep what the allow-list holds, drop the rest."""
    return Html(_cleaner().clean(html))
