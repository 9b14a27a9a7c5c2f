"""The files that machines read: feeds, sitemaps, robots.txt, web manifests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from hutong.formats.feeds import FeedEntry, FeedInfo, MadeEntry, atom, json_feed, made_entry
from hutong.formats.robots import robots_txt
from hutong.formats.sitemap import (
    NewsEntry,
    SitemapEntry,
    news_sitemap,
    sitemap_index,
    sitemaps,
    twin_entries,
)
from hutong.formats.webmanifest import Icon, Manifest, web_manifest
from hutong.model import Document, Moment
from hutong.register import RecordKind
from hutong.taxonomy import Taxon
from hutong.views.article import credited
from hutong.views.cards import image_view
from hutong.views.chrome import alternates
from hutong.views.edition import Edition, Site
from hutong.views.library import Named
from hutong.views.plans import Feed, NewsSitemap, Sitemap, SitemapIndex

_RECORDS: Final = frozenset(RecordKind)
_EPOCH: Final = Moment(datetime(2000, 1, 1, tzinfo=UTC))
"""When an empty feed last changed; any fixed time will do."""
_INK: Final = "#00624b"
_PAPER: Final = "#ffffff"


def feed(edition: Edition, plan: Feed) -> bytes:
    """A feed of the edition, of a section or of a tag."""
    term = edition.term(plan.taxon, plan.term) if plan.taxon else None
    name = edition.variant.site_name
    path = term.path if term else ""
    file = f"{path}{'feed.xml' if plan.form == 'atom' else 'feed.json'}"
    info = FeedInfo(
        title=f"{term.name} - {name}" if term else name,
        home_url=edition.absolute(path),
        self_url=edition.absolute(file),
        tag=edition.variant.tag,
        hreflang=edition.variant.hreflang,
        author=edition.site.publisher or name,
        updated=_EPOCH,
        subtitle=edition.variant.tagline,
        icon=edition.site.addresses.absolute_file(f"{edition.site.theme.icons}icon-192.png"),
        alternates=edition.twins(file),
    )
    entries = edition.kept("feed", plan.articles, _made)
    return (atom if plan.form == "atom" else json_feed)(info, entries)


def _made(edition: Edition, key: str) -> MadeEntry:
    """The entry of an article, which is the same in every feed that has it."""
    tag, hreflang = edition.variant.tag, edition.variant.hreflang
    return made_entry(_entry(edition, edition.whole(key)), tag=tag, hreflang=hreflang)


def _entry(edition: Edition, document: Document) -> FeedEntry:
    image = image_view(edition, document.image)
    source = document.source
    return FeedEntry(
        url=edition.absolute(document.url_path),
        title=document.title,
        published=document.date,
        updated=document.changed,
        content_html=document.body,
        summary=document.summary,
        authors=tuple(credited(edition, one) for one in document.byline),
        categories=tuple((key, term.name) for key, term in _terms(edition, document)),
        image=edition.site.addresses.made_absolute(image.url) if image else "",
        via=source.url if source else "",
        alternates=edition.twins(document.url_path),
    )


def _terms(edition: Edition, document: Document) -> Iterator[tuple[str, Named]]:
    if document.section:
        yield document.section, edition.term(Taxon.SECTION, document.section)
    for tag in document.tags:
        yield tag, edition.term(Taxon.TAG, tag)


def sitemap(editions: Sequence[Edition], plan: Sitemap) -> bytes:
    """One sitemap of pages.

    :raises ValueError: if it is larger than a sitemap may be.
    """
    rows = [_twin_entries(editions, *row) for row in plan.pages]
    entries: list[SitemapEntry | bytes] = [
        one for column in zip(*rows, strict=True) for one in column
    ]
    first = editions[0]
    entries += [
        SitemapEntry(url=address, alternates=_twins(first, path, address))
        for path, _, _ in plan.pages
        if (address := _permanent(first, path))
    ]
    if plan.first:
        root = f"{editions[0].site.addresses.site_url}/"
        entries.insert(0, SitemapEntry(url=root, alternates=_twins(editions[0], "", root)))
    (data,) = sitemaps(entries)
    return data


def _twin_entries(
    editions: Sequence[Edition], path: str, changed: Moment | None, origin: str
) -> list[bytes]:
    """The entries of a page in every edition."""
    first = editions[0]
    original = _permanent(first, path) if path else f"{first.site.addresses.site_url}/"
    if origin:
        original = first.site.addresses.absolute(first.home(origin), path)
    urls = [edition.absolute(path) for edition in editions]
    return twin_entries(urls, lastmod=changed, alternates=_twins(first, path, original))


def _permanent(edition: Edition, path: str) -> str:
    """The permanent address of the record whose page is at ``path``; empty for other pages."""
    folder, _, key = path.partition("/")
    if folder not in _RECORDS or not key:
        return ""
    return edition.permalink(RecordKind(folder), key.rstrip("/"))


def _twins(edition: Edition, path: str, original: str) -> tuple[tuple[str, str], ...]:
    return tuple((twin.hreflang, twin.url) for twin in alternates(edition, path, original))


def news(editions: Sequence[Edition], plan: NewsSitemap) -> bytes:
    """The news sitemap."""
    return news_sitemap(
        [
            NewsEntry(
                url=edition.absolute(document.url_path),
                title=document.title,
                published=document.date,
                publication=edition.variant.site_name,
                tag=edition.variant.tag,
            )
            for edition in editions
            for document in edition.entries(plan.articles)
        ],
        now=editions[0].site.now,
    )


def all_sitemaps(site: Site, plan: SitemapIndex) -> bytes:
    """The index of sitemaps."""
    return sitemap_index([(site.addresses.absolute_file(name), None) for name in plan.names])


def robots(site: Site) -> bytes:
    """robots.txt."""
    return robots_txt([site.addresses.absolute_file("sitemap.xml")])


def manifest(edition: Edition) -> bytes:
    """The web manifest of an edition."""
    icons = edition.site.addresses.file(edition.site.theme.icons)
    sizes = (("icon-192.png", "192x192", ""), ("icon-512.png", "512x512", ""))
    maskable = ("icon-maskable-512.png", "512x512", "maskable")
    return web_manifest(
        Manifest(
            name=edition.variant.site_name,
            short_name=edition.variant.site_name,
            description=edition.variant.tagline,
            tag=edition.variant.tag,
            start_url=edition.url(""),
            theme_color=_INK,
            background_color=_PAPER,
            icons=tuple(
                Icon(src=f"{icons}{name}", sizes=size, type="image/png", purpose=purpose)
                for name, size, purpose in (*sizes, maskable)
            ),
        )
    )
