"""Atom (RFC 4287) and JSON Feed 1.1 from the same records.

Atom is written here, not with feedgenerator: that marks plain summaries as HTML, so a ``<`` in a
summary is lost, knows neither category labels nor several authors nor alternates in other
languages, and fails on control characters (decision record on libraries). An article stands in
many feeds, so its entry can be made once, by :func:`made_entry`, and be kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.formats.machine import (
    Json,
    absolutise,
    clean,
    filled,
    json_text,
    timestamp,
    uri,
    xml_bytes,
    xml_escaped,
    xml_text,
    xml_value,
)
from hutong.model import Html, Moment

ATOM_TYPE: Final = "application/atom+xml"
JSON_FEED_TYPE: Final = "application/feed+json"

_ATOM: Final = "http://www.w3.org/2005/Atom"
_MEDIA: Final = "http://search.yahoo.com/mrss/"
# Not "alternate", though RFC 4287 would allow one for each hreflang: feed readers open the first
# or the last alternate they find, whatever its language.
_TWIN: Final = "related"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeEntry:
    """One article, ready for any feed of one edition."""

    updated: Moment
    atom: bytes
    """The whole ``entry`` element."""
    json: bytes
    """The whole item, an object."""


def made_entry(entry: FeedEntry, *, tag: str, hreflang: str) -> MadeEntry:
    """Write ``entry`` for the feeds whose own ``tag`` and ``hreflang`` are these."""
    content = absolutise(entry.content_html, entry.url)
    return MadeEntry(
        updated=entry.updated,
        atom="".join(_atom_entry(entry, content, tag, hreflang)).encode(),
        json=_json_item(entry, content, tag).encode(),
    )


def atom(info: FeedInfo, entries: Sequence[FeedEntry | MadeEntry]) -> bytes:
    """Return the Atom feed of ``entries``, in their order."""
    updated = max((entry.updated for entry in entries), default=info.updated)
    head = "".join(_atom_head(info, updated)).encode()
    return xml_bytes(
        "feed",
        [head, *(one.atom for one in _made(info, entries))],
        attributes=f'xmlns="{_ATOM}" xmlns:media="{_MEDIA}" xml:lang="{xml_value(info.tag)}"',
    )


def json_feed(info: FeedInfo, entries: Sequence[FeedEntry | MadeEntry]) -> bytes:
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
    head = json_text(filled(feed)).removesuffix("}").encode()
    items = b",".join([one.json for one in _made(info, entries)])
    return b"".join((head, b',"items":[', items, b"]}\n"))


def _made(info: FeedInfo, entries: Sequence[FeedEntry | MadeEntry]) -> Iterator[MadeEntry]:
    for entry in entries:
        if isinstance(entry, MadeEntry):
            yield entry
        else:
            yield made_entry(entry, tag=info.tag, hreflang=info.hreflang)


def _atom_head(info: FeedInfo, updated: Moment) -> Iterator[str]:
    yield _node("id", uri(info.self_url))
    yield _node("title", info.title)
    if info.subtitle:
        yield _node("subtitle", info.subtitle)
    yield _node("updated", timestamp(updated))
    yield _author(info.author)
    yield _link("self", info.self_url, ATOM_TYPE, info.hreflang)
    yield _link("alternate", info.home_url, "text/html", info.hreflang)
    for hreflang, url in info.alternates:
        yield _link(_TWIN, url, ATOM_TYPE, hreflang)
    if info.icon:
        yield _node("icon", uri(info.icon))
    if info.rights:
        yield _node("rights", info.rights)


def _atom_entry(entry: FeedEntry, content: Html, tag: str, hreflang: str) -> Iterator[str]:
    other = entry.lang and entry.lang != tag
    yield f'<entry xml:lang="{xml_value(entry.lang)}">' if other else "<entry>"
    yield _node("id", entry.id or uri(entry.url))
    yield _node("title", entry.title)
    yield _node("published", timestamp(entry.published))
    yield _node("updated", timestamp(entry.updated))
    yield _link("alternate", entry.url, "text/html", hreflang)
    for other_hreflang, url in entry.alternates:
        yield _link(_TWIN, url, "text/html", other_hreflang)
    if entry.via:
        yield _link("via", entry.via)
    yield from map(_author, entry.authors)
    for term, label in entry.categories:
        yield f'<category term="{xml_value(term)}" label="{xml_value(label)}"/>'
    if entry.summary:
        yield _node("summary", entry.summary)
    yield f'<content type="html">{xml_escaped(content)}</content>'
    if entry.image:
        yield f'<media:content url="{xml_value(uri(entry.image))}" medium="image"/>'
    yield "</entry>"


def _json_item(entry: FeedEntry, content: Html, tag: str) -> str:
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
        "language": entry.lang or tag,
    }
    # Kept even when empty: an item must have content_html or content_text.
    return json_text({**filled(item), "content_html": content})


def _node(name: str, text: str) -> str:
    return f"<{name}>{xml_text(text)}</{name}>"


def _author(name: str) -> str:
    return f"<author><name>{xml_text(name)}</name></author>"


def _link(rel: str, url: str, media: str = "", hreflang: str = "") -> str:
    attributes = {"rel": rel, "href": uri(url), "type": media, "hreflang": hreflang}
    given = [f'{name}="{xml_value(value)}"' for name, value in attributes.items() if value]
    return f"<link {' '.join(given)}/>"
