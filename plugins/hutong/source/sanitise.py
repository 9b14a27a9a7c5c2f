"""The HTML that may reach readers: an allow-list, and problems for what editors typed beyond it."""

from __future__ import annotations

import re
from typing import Final

import nh3

from hutong.model import Html
from hutong.source.masking import Lines
from hutong.source.page import Page

_TAGS: Final = frozenset(
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
_ATTRIBUTES: Final = {
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
    "del": {"datetime"},
    "ins": {"datetime"},
    "details": {"open"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead, besides other content."""
_FORBIDDEN_MEND: Final = {
    "script": "delete it; pages run no scripts of their own",
    "style": "delete it; looks are the theme's business",
    "iframe": "link to the page instead of framing it",
    "form": "link to the form's own page",
    "h1": "write a heading as ## in Markdown",
}
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:@._-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
_ATTRIBUTE: Final = re.compile(r"([^\s\"'<>/=]+)(\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_DANGEROUS: Final = re.compile(r"on|style$|src|action$|formaction$|xlink:|background$|data$")
_ATTR_LIST: Final = re.compile(
    r"\{(?:[^{}\n]{0,200}?[ :])?(on[a-z]{1,30}|style)\s*=", re.IGNORECASE
)
_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    url_schemes=set(SCHEMES) | {"doc"},
    link_rel=None,
    clean_content_tags={"script", "style"},
)


def sanitise(html: str) -> Html:
    """Keep what the allow-list holds, drop the rest."""
    return Html(_CLEANER.clean(html))


def check_html(masked: str, lines: Lines, page: Page) -> None:
    """Report every piece of HTML that :func:`sanitise` would drop, where it stands."""
    if "<" in masked:
        for match in _TAG.finditer(masked):
            _check_tag(match, lines.at(match.start()), page)
    for match in _ATTR_LIST.finditer(masked):
        line = lines.at(match.start())
        page.report(
            line, f"{match[1]}= is not allowed", "delete it, and keep to {#id} and {.class}"
        )


def _check_tag(match: re.Match[str], line: int, page: Page) -> None:
    closing, name = match[1], match[2].lower().rstrip(":.")
    if closing or ":" in match[2] or "@" in match[2]:
        return
    if name not in _TAGS:
        mend = _FORBIDDEN_MEND.get(name, "delete it, or write &lt; for a plain less-than sign")
        page.report(line, f"the HTML element <{name}> is not allowed", mend)
        return
    allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(name, set())
    for attribute in _ATTRIBUTE.finditer(match[3]):
        key = attribute[1].lower()
        if key in allowed:
            continue
        if _DANGEROUS.match(key):
            page.report(line, f"the attribute {key} of <{name}> is not allowed", "delete it")
        else:
            page.warn(line, f"the attribute {key} of <{name}> is left out", "delete it")
