"""Read from one built HTML page what the check of the whole tree needs to know of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import lxml.etree
import lxml.html


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """An address that stands in a file, as written, with its line and what it is for."""

    url: str
    line: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one page says of itself, and everything it points to.

    ``alternates`` are pairs of hreflang and address; ``faults`` pairs of line and what is wrong
    in the page alone.
    """

    lang: str
    title: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    ids: frozenset[str]
    faults: tuple[tuple[int, str], ...]


_ADDRESSES: Final[Mapping[tuple[str, str], str]] = {
    ("a", "href"): "link",
    ("area", "href"): "link",
    ("audio", "src"): "sound",
    ("embed", "src"): "object",
    ("form", "action"): "form target",
    ("iframe", "src"): "frame",
    ("image", "href"): "picture",
    ("img", "src"): "picture",
    ("input", "src"): "picture",
    ("link", "href"): "linked file",
    ("object", "data"): "object",
    ("script", "src"): "script",
    ("source", "src"): "media file",
    ("track", "src"): "subtitles",
    ("use", "href"): "icon",
    ("use", "xlink:href"): "icon",
    ("video", "poster"): "picture",
    ("video", "src"): "film",
}
_META_ADDRESSES: Final = ("og:image", "og:url", "twitter:image")
_SRCSETS: Final = ("srcset", "imagesrcset")


def read_page(data: bytes) -> Page:
    """Read one page; a page that cannot be read at all has faults and nothing else."""
    fault = _unreadable(data)
    if fault:
        return Page(
            lang="", title="", canonical="", alternates=(), links=(), ids=frozenset(),
            faults=((1, fault),),
        )  # fmt: skip
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(data, parser=parser)
    rels = [(_rels(link), link) for link in root.iter("link")]
    elements = list(root.iter(lxml.etree.Element))
    return Page(
        lang=(root.get("lang") or "").strip(),
        title=(root.findtext("head/title") or "").strip(),
        canonical=next((one.get("href", "") for rel, one in rels if "canonical" in rel), ""),
        alternates=tuple(
            (one.get("hreflang", ""), one.get("href", ""))
            for rel, one in rels
            if "alternate" in rel and one.get("hreflang") and not one.get("type")
        ),
        links=tuple(link for one in elements for link in _links(one)),
        ids=frozenset(name for one in elements for name in _anchors(one)),
        faults=tuple(_faults(root)),
    )


def _unreadable(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"is not UTF-8 ({error.reason} at byte {error.start})"
    if "\0" in text:
        return "holds a NUL character"
    if not text.lstrip().lower().startswith("<!doctype html"):
        return "does not start with <!doctype html>"
    if "</html>" not in text.lower():
        return "is cut off: </html> is missing"
    return ""


def _rels(link: lxml.html.HtmlElement) -> list[str]:
    return str(link.get("rel", "")).lower().split()


def _anchors(element: lxml.html.HtmlElement) -> Iterator[str]:
    if "id" in element.attrib:
        yield element.attrib["id"]
    if element.tag == "a" and "name" in element.attrib:
        yield element.attrib["name"]


def _links(element: lxml.html.HtmlElement) -> Iterator[Link]:
    tag, line = str(element.tag), int(element.sourceline or 0)
    for name, value in element.attrib.items():
        what = _ADDRESSES.get((tag, name))
        if what:
            yield Link(value.strip(), line, what)
        elif name in _SRCSETS:
            for candidate in value.split(","):
                yield Link((candidate.split() or [""])[0], line, "picture")
    if tag == "meta" and element.get("property", element.get("name")) in _META_ADDRESSES:
        yield Link(element.get("content", ""), line, "preview")


def _faults(root: lxml.html.HtmlElement) -> Iterator[tuple[int, str]]:
    if not (root.get("lang") or "").strip():
        yield 1, "does not say its language"
    if not (root.findtext("head/title") or "").strip():
        yield 1, "has no title"
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                json.loads(script.text or "")
            except json.JSONDecodeError as error:
                yield int(script.sourceline or 0), f"has broken structured data ({error.msg})"
