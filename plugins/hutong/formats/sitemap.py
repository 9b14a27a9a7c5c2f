"""Sitemaps as sitemaps.org and Google define them: pages, index, news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lxml import etree

from hutong.formats.machine import clean, date_or_time, uri, xml_bytes, xml_root
from hutong.model import Moment

MAX_URLS: Final = 50_000
MAX_BYTES: Final = 50 * 1024 * 1024
MAX_NEWS: Final = 1_000
NEWS_AGE: Final = timedelta(days=2)

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One page. ``alternates`` are (hreflang, address), this page itself included."""

    url: str
    lastmod: Moment | None = None
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsEntry:
    """One news article; ``tag`` is its BCP 47 tag, ``publication`` the edition's site name."""

    url: str
    title: str
    published: Moment
    publication: str
    tag: str


def sitemaps(entries: Iterable[SitemapEntry]) -> tuple[bytes, ...]:
    """Return as many sitemaps as the limits of count and size ask for; one if there is nothing."""
    pages = tuple(entries)
    parts = [pages[at : at + MAX_URLS] for at in range(0, len(pages), MAX_URLS)] or [()]
    return tuple(data for part in parts for data in _within_size(part))


def sitemap(entries: Iterable[SitemapEntry]) -> bytes:
    """Return the one sitemap of ``entries``.

    :raises ValueError: if they do not fit into one; :func:`sitemaps` splits them.
    """
    data = sitemaps(entries)
    if len(data) > 1:
        raise ValueError(f"these pages need {len(data)} sitemaps; use sitemaps()")
    return data[0]


def sitemap_index(files: Iterable[tuple[str, Moment | None]]) -> bytes:
    """Return the index of sitemaps, each given as (address, last change).

    :raises ValueError: if there are more than an index may hold.
    """
    listed = tuple(files)
    if len(listed) > MAX_URLS:
        raise ValueError(f"{len(listed)} sitemaps do not fit into one index")
    root = xml_root(_SITEMAP, "sitemapindex", {})
    for url, lastmod in listed:
        _page(root, "sitemap", url, lastmod)
    return xml_bytes(root)


def news_sitemap(entries: Iterable[NewsEntry], *, now: datetime) -> bytes:
    """Return the news sitemap: what appeared in the two days before ``now``, newest first."""
    fresh = [entry for entry in entries if timedelta(0) <= now - entry.published.at <= NEWS_AGE]
    fresh.sort(key=lambda entry: entry.url)
    fresh.sort(key=lambda entry: entry.published.at, reverse=True)
    root = xml_root(_SITEMAP, "urlset", {"news": _NEWS})
    for entry in fresh[:MAX_NEWS]:
        news = etree.SubElement(_page(root, "url", entry.url, None), f"{{{_NEWS}}}news")
        publication = etree.SubElement(news, f"{{{_NEWS}}}publication")
        _news(publication, "name", entry.publication)
        _news(publication, "language", news_language(entry.tag))
        _news(news, "publication_date", date_or_time(entry.published))
        _news(news, "title", entry.title)
    return xml_bytes(root)


def news_language(tag: str) -> str:
    """Return Google's code for a variant: it knows no scripts, only zh-tw and zh-cn."""
    return "zh-cn" if "-Hans" in tag else "zh-tw"


def _within_size(entries: Sequence[SitemapEntry]) -> Iterator[bytes]:
    data = _urlset(entries)
    if len(data) <= MAX_BYTES or len(entries) <= 1:
        yield data
        return
    half = len(entries) // 2
    yield from _within_size(entries[:half])
    yield from _within_size(entries[half:])


def _urlset(entries: Sequence[SitemapEntry]) -> bytes:
    root = xml_root(_SITEMAP, "urlset", {"xhtml": _XHTML})
    for entry in entries:
        page = _page(root, "url", entry.url, entry.lastmod)
        for hreflang, url in entry.alternates:
            link = {"rel": "alternate", "hreflang": hreflang, "href": uri(url)}
            etree.SubElement(page, f"{{{_XHTML}}}link", link)
    return xml_bytes(root)


def _page(root: etree._Element, local: str, url: str, lastmod: Moment | None) -> etree._Element:
    page = etree.SubElement(root, _name(local))
    etree.SubElement(page, _name("loc")).text = uri(url)
    if lastmod:
        etree.SubElement(page, _name("lastmod")).text = date_or_time(lastmod)
    return page


def _news(parent: etree._Element, local: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_NEWS}}}{local}").text = clean(text)


def _name(local: str) -> str:
    return f"{{{_SITEMAP}}}{local}"
