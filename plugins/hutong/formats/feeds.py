"""Atom (RFC 4287) and JSON Feed 1.1 from the same records.

Atom is built with lxml, not with feedgenerator: that marks plain summaries as HTML, so a ``<``
in a summary is lost, knows neither category labels nor several authors nor alternates in other
languages, and fails on control characters (decision record on libraries).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from hutong.formats.machine import (
    XML_NAMESPACE,
    Json,
    absolutise,
    clean,
    filled,
    json_bytes,
    timestamp,
    uri,
    xml_bytes,
    xml_root,
)
from hutong.model import Html, Moment

ATOM_TYPE: Final = "application/atom+xml"
JSON_FEED_TYPE: Final = "application/feed+json"

_ATOM: Final = "http://www.w3.org/2005/Atom"
_MEDIA: Final = "http://search.yahoo.com/mrss/"
# Not "alternate", though RFC 4287 would allow one for each hreflang: feed readers open the first
# or the last alternate they find, whatever its language.
_TWIN: Final = "related"
_LANG: Final = f"{{{XML_NAMESPACE}}}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedInfo:
    """What a feed says of itself. All addresses are absolute.

    ``self_url`` is the feed's own address and its id; ``home_url`` the page that lists the same;
    ``updated`` counts only while the feed has no entries; ``alternates`` are the twins of this
    feed in other editions, as (hreflang, address).
    """

    title: str
    home_url: str
    self_url: str
    tag: str
    hreflang: str
    author: str
    updated: Moment
    subtitle: str = ""
    icon: str = ""
    rights: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One article in a feed. All addresses are absolute.

    ``url`` is also the id unless ``id`` is given; ``categories`` are (id, name readers see);
    ``via`` is the original publication; ``alternates`` are (hreflang, address) of the article in
    the other editions; ``lang`` is needed only where it differs from the feed's. Addresses in
    ``content_html`` are made absolute here.
    """

    url: str
    title: str
    published: Moment
    updated: Moment
    content_html: Html
    summary: str = ""
    id: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    image: str = ""
    lang: str = ""
    via: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


def atom(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """Return the Atom feed of ``entries``, in their order."""
    feed = xml_root(_ATOM, "feed", {"media": _MEDIA})
    feed.set(_LANG, info.tag)
    _add(feed, "id", uri(info.self_url))
    _add(feed, "title", info.title)
    if info.subtitle:
        _add(feed, "subtitle", info.subtitle)
    updated = max((entry.updated for entry in entries), default=info.updated)
    _add(feed, "updated", timestamp(updated))
    _add(_add(feed, "author"), "name", info.author)
    _link(feed, "self", info.self_url, ATOM_TYPE, info.hreflang)
    _link(feed, "alternate", info.home_url, "text/html", info.hreflang)
    for hreflang, url in info.alternates:
        _link(feed, _TWIN, url, ATOM_TYPE, hreflang)
    if info.icon:
        _add(feed, "icon", uri(info.icon))
    if info.rights:
        _add(feed, "rights", info.rights)
    for entry in entries:
        _atom_entry(_add(feed, "entry"), entry, info)
    return xml_bytes(feed)


def json_feed(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """Return the JSON Feed of ``entries``, in their order; it has no alternates."""
    feed: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(info.title),
        "home_page_url": uri(info.home_url),
        "feed_url": uri(info.self_url),
        "description": clean(info.subtitle),
        "icon": uri(info.icon) if info.icon else "",
        "authors": [{"name": clean(info.author)}],
        "language": info.tag,
    }
    items = [_json_item(entry, info) for entry in entries]
    return json_bytes({**filled(feed), "items": items})


def _atom_entry(node: etree._Element, entry: FeedEntry, info: FeedInfo) -> None:
    if entry.lang and entry.lang != info.tag:
        node.set(_LANG, entry.lang)
    _add(node, "id", entry.id or uri(entry.url))
    _add(node, "title", entry.title)
    _add(node, "published", timestamp(entry.published))
    _add(node, "updated", timestamp(entry.updated))
    _link(node, "alternate", entry.url, "text/html", info.hreflang)
    for hreflang, url in entry.alternates:
        _link(node, _TWIN, url, "text/html", hreflang)
    if entry.via:
        _link(node, "via", entry.via)
    for author in entry.authors:
        _add(_add(node, "author"), "name", author)
    for term, label in entry.categories:
        etree.SubElement(node, _name("category"), term=clean(term), label=clean(label))
    if entry.summary:
        _add(node, "summary", entry.summary)
    _add(node, "content", absolutise(entry.content_html, entry.url)).set("type", "html")
    if entry.image:
        picture = {"url": uri(entry.image), "medium": "image"}
        etree.SubElement(node, f"{{{_MEDIA}}}content", picture)


def _json_item(entry: FeedEntry, info: FeedInfo) -> dict[str, Json]:
    item: dict[str, Json] = {
        "id": entry.id or uri(entry.url),
        "url": uri(entry.url),
        "external_url": uri(entry.via) if entry.via else "",
        "title": clean(entry.title),
        "summary": clean(entry.summary),
        "image": uri(entry.image) if entry.image else "",
        "date_published": timestamp(entry.published),
        "date_modified": timestamp(entry.updated),
        "authors": [{"name": clean(author)} for author in entry.authors],
        "tags": [clean(label) for _, label in entry.categories],
        "language": entry.lang or info.tag,
    }
    # Kept even when empty: an item must have content_html or content_text.
    return {**filled(item), "content_html": absolutise(entry.content_html, entry.url)}


def _name(local: str) -> str:
    return f"{{{_ATOM}}}{local}"


def _add(parent: etree._Element, local: str, text: str | None = None) -> etree._Element:
    node = etree.SubElement(parent, _name(local))
    node.text = None if text is None else clean(text)
    return node


def _link(parent: etree._Element, rel: str, url: str, media: str = "", hreflang: str = "") -> None:
    attributes = {"rel": rel, "href": uri(url), "type": media, "hreflang": hreflang}
    given = {name: value for name, value in attributes.items() if value}
    etree.SubElement(parent, _name("link"), given)
