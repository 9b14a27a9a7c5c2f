"""Addresses in a piece of HTML made absolute, as read on the page where it stands."""

from __future__ import annotations

import functools
import re
from typing import Final
from urllib.parse import urljoin

from hutong.formats.text import clean
from hutong.model import Html

_ADDRESSES: Final = ("href", "src", "poster", "cite", "data")
_CANDIDATE: Final = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+([^,]*))?")
_DIV: Final = re.compile(r"\A<div>(.*)</div>\Z", re.DOTALL)

# A body as Markdown and the sanitiser make most of them. A parser and a serialiser of HTML would
# give it back unchanged, but for the addresses, and those are of the simplest kinds.
_HOST: Final = r"https?://[a-z0-9.-]++(?::[0-9]++)?"
_STEPS: Final = r"(?:/(?:[A-Za-z0-9_~-]|%[0-9A-F]{2})[A-Za-z0-9._~%-]*+)*+/?+"
_QUERY: Final = r"(?:\?[A-Za-z0-9._~=%-]++)?+"
_TAIL: Final = rf"{_QUERY}(?:#[A-Za-z0-9_-]++)?+"
_ADDRESS: Final = rf"(?:{_HOST}{_STEPS}{_TAIL}|(?=/){_STEPS}{_TAIL}|#[A-Za-z0-9_-]++)"
_TEXT: Final = r"[^<>&\x00-\x08\x0b-\x1f]"
"""What XML can hold, but no ``<``, ``>`` and ``&``, and no carriage return.

Neither can XML hold :data:`_NEVER`; a set of signs that names them takes a hundred times as long
to compile, and this one stands in the pattern some sixty times.
"""
_NEVER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ENTITY: Final = "&(?:amp|lt|gt);"
_VALUE: Final = r'"[^"<>&\x00-\x1f]*+"'
_BARE: Final = rf"(?:{_TEXT}++|{_ENTITY})*+"
_BOLD: Final = rf"<strong>{_BARE}</strong>|<em>{_BARE}</em>|<code>{_BARE}</code>"
_IMAGE: Final = (
    rf'<img(?: (?:alt|width|height|loading|decoding|title)={_VALUE}| src="{_ADDRESS}")++>'
)
_LINK: Final = (
    rf'<a href="{_ADDRESS}"(?: (?:rel|title)={_VALUE})*+>(?:{_TEXT}++|{_ENTITY}|{_BOLD})*+</a>'
)
_INLINE: Final = rf"(?:{_TEXT}++|{_ENTITY}|{_BOLD}|{_LINK}|{_IMAGE}|<br>)*+"
_P: Final = rf"<p>{_INLINE}</p>\n?"
_ROW: Final = rf"<tr>\n?(?:<t[hd](?: scope=\"col\")?>{_INLINE}</t[hd]>\n?)++</tr>\n?"
_TABLE: Final = (
    rf"<div(?: (?:aria-label|class|role|tabindex)={_VALUE})*+>\n?<table>\n?<thead>\n?"
    rf"(?:{_ROW})++</thead>\n?<tbody>\n?(?:{_ROW})++</tbody>\n?</table>\n?</div>\n?"
)
# An item without content is the one element here that the serialiser writes in another way.
_BLOCKS: Final = (
    _P,
    *(rf"<h{level}(?: id={_VALUE})?>{_INLINE}</h{level}>\n?" for level in (2, 3, 4)),
    *(rf"<{name}>\n?(?:<li>(?!</li>){_INLINE}</li>\n?)++</{name}>\n?" for name in ("ul", "ol")),
    rf"<blockquote>\n?(?:{_P})++</blockquote>\n?",
    _TABLE,
)
_SIMPLE_BASE: Final = re.compile(rf"({_HOST}){_STEPS}")
_REFERENCE: Final = re.compile(r'(<[^<>]*? (?:href|src)=")([/#][^"]*+)')


@functools.cache
def _simple() -> re.Pattern[str]:
    """The pattern of simple HTML, compiled when it is needed."""
    return re.compile(rf"(?:{'|'.join(_BLOCKS)})*+")


def absolutise(fragment: Html, base_url: str) -> Html:
    """Return ``fragment`` with every address made absolute, as read on the page ``base_url``."""
    base = _SIMPLE_BASE.fullmatch(base_url)
    if base is None or not _simple().fullmatch(fragment) or _NEVER.search(fragment):
        return parsed_absolutise(fragment, base_url)
    starts = {"/": base[1], "#": base_url}

    def absolute(match: re.Match[str]) -> str:
        return f"{match[1]}{starts[match[2][0]]}{match[2]}"

    found = 'href="' in fragment or 'src="' in fragment
    return Html(_REFERENCE.sub(absolute, fragment)) if found else fragment


def parsed_absolutise(fragment: Html, base_url: str) -> Html:
    """The same by a parser, for any HTML; what it writes may be spelt otherwise."""
    from lxml import etree, html  # slow to import, and seldom needed

    root = html.fragment_fromstring(clean(fragment), create_parent="div")
    for element in root.iter(etree.Element):
        for name in _ADDRESSES:
            if name in element.attrib:
                element.set(name, _join(base_url, element.attrib[name]))
        if "srcset" in element.attrib:
            element.set("srcset", _absolute_srcset(element.attrib["srcset"], base_url))
    whole = etree.tostring(root, encoding="unicode", method="html")
    return Html(_DIV.sub(r"\1", whole))


def _absolute_srcset(srcset: str, base_url: str) -> str:
    return ", ".join(
        f"{_join(base_url, match[1])} {match[2] or ''}".strip()
        for match in _CANDIDATE.finditer(srcset)
    )


def _join(base_url: str, address: str) -> str:
    try:
        return urljoin(base_url, address)
    except ValueError:  # "http://[": no address at all, so nothing to make absolute
        return address
