"""The files that machines read: feeds, sitemaps, robots.txt, web manifests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from hutong.formats.feeds import FeedEntry, FeedInfo, atom, json_feed
from hutong.formats.robots import robots_txt
from hutong.formats.sitemap import NewsEntry, SitemapEntry, news_sitemap, sitemap_index, sitemaps
from hutong.formats.webmanifest import Icon, Manifest, web_manifest
from hutong.model import Document, Kind, Moment, OutputFile
from hutong.taxonomy import Taxon, Term
from hutong.views.article import credited
from hutong.views.cards import image_view
from hutong.views.chrome import alternates
from hutong.views.edition import Edition
from hutong.views.structured import original_url
from hutong.views.urls import output_path

_EPOCH: Final = Moment(datetime(2000, 1, 1, tzinfo=UTC))
"""When an empty feed last changed; any fixed time will do."""
_INK: Final = "#00624b"
_PAPER: Final = "#ffffff"


def feed_files(edition: Edition) -> Iterator[OutputFile]:
    """Atom and JSON feeds of the edition, of every section and of every tag."""
    yield from _feeds(edition, "", edition.variant.site_name, edition.articles)
    for taxon in (Taxon.SECTION, Taxon.TAG):
        for term, articles in edition.used(taxon):
            title = f"{edition.term_name(term)} - {edition.variant.site_name}"
            yield from _feeds(edition, term.path, title, articles)


def _feeds(
    edition: Edition, path: str, title: str, articles: Sequence[Document]
) -> Iterator[OutputFile]:
    entries = [_entry(edition, one) for one in articles[: edition.site.feed_size]]
    for name, write in (("feed.xml", atom), ("feed.json", json_feed)):
        file = f"{path}{name}"
        info = FeedInfo(
            title=title,
            home_url=edition.absolute(path),
            self_url=edition.absolute(file),
            tag=edition.variant.tag,
            hreflang=edition.variant.hreflang,
            author=edition.site.publisher or edition.variant.site_name,
            updated=_EPOCH,
            subtitle=edition.variant.tagline,
            icon=edition.site.addresses.absolute_file(f"{edition.site.theme.icons}icon-192.png"),
            alternates=edition.twins(file),
        )
        yield OutputFile(path=output_path(edition.variant, file), data=write(info, entries))


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
        categories=tuple((term.id, edition.term_name(term)) for term in _terms(edition, document)),
        image=edition.site.addresses.made_absolute(image.url) if image else "",
        via=source.url if source else "",
        alternates=edition.twins(document.url_path),
    )


def _terms(edition: Edition, document: Document) -> Iterator[Term]:
    terms = edition.site.taxonomy.terms
    if document.section:
        yield terms[Taxon.SECTION, document.section]
    for tag in document.tags:
        yield terms[Taxon.TAG, tag]


def site_files(editions: Sequence[Edition], paths: Sequence[str]) -> Iterator[OutputFile]:
    """Sitemaps of all pages (``paths`` below every edition), robots.txt and web manifests."""
    site = editions[0].site
    entries = [entry for edition in editions for entry in _sitemap_entries(edition, paths)]
    root = f"{site.addresses.site_url}/"
    twins = tuple((twin.hreflang, twin.url) for twin in alternates(editions[0], "", root))
    entries.insert(0, SitemapEntry(url=root, alternates=twins))
    names = []
    for number, data in enumerate(sitemaps(entries), 1):
        names.append(f"sitemap-pages-{number}.xml")
        yield OutputFile(path=names[-1], data=data)
    names.append("sitemap-news.xml")
    news = [entry for edition in editions for entry in _news_entries(edition)]
    yield OutputFile(path=names[-1], data=news_sitemap(news, now=site.now))
    absolute = site.addresses.absolute_file
    index = sitemap_index([(absolute(name), None) for name in names])
    yield OutputFile(path="sitemap.xml", data=index)
    yield OutputFile(path="robots.txt", data=robots_txt([absolute("sitemap.xml")]))
    for edition in editions:
        path = output_path(edition.variant, "manifest.webmanifest")
        yield OutputFile(path=path, data=_manifest(edition))


def _sitemap_entries(edition: Edition, paths: Sequence[str]) -> Iterator[SitemapEntry]:
    documents = (*edition.articles, *edition.pages)
    changed: dict[str, Moment] = {one.url_path: one.changed for one in documents}
    originals: dict[str, str] = {one.url_path: original_url(edition, one) for one in documents}
    originals[""] = f"{edition.site.addresses.site_url}/"
    for path in paths:
        twins = alternates(edition, path, originals.get(path, ""))
        yield SitemapEntry(
            url=edition.absolute(path),
            lastmod=changed.get(path),
            alternates=tuple((twin.hreflang, twin.url) for twin in twins),
        )


def _news_entries(edition: Edition) -> Iterator[NewsEntry]:
    for document in edition.articles:
        if document.kind is Kind.NEWS:
            yield NewsEntry(
                url=edition.absolute(document.url_path),
                title=document.title,
                published=document.date,
                publication=edition.variant.site_name,
                tag=edition.variant.tag,
            )


def _manifest(edition: Edition) -> bytes:
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
