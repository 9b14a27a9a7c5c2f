"""Sitemaps as sitemaps.org and Google define them: pages, index, news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hutong.formats.machine import date_or_time, uri, xml_bytes, xml_text, xml_value
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


def sitemaps(entries: Iterable[SitemapEntry | bytes]) -> tuple[bytes, ...]:
    """Return as many sitemaps as the limits of count and size ask for; one if there is nothing.

    An entry may come ready-made, by :func:`sitemap_entry`.
    """
    pages = [one if isinstance(one, bytes) else sitemap_entry(one) for one in entries]
    parts = [pages[at : at + MAX_URLS] for at in range(0, len(pages), MAX_URLS)] or [[]]
    return tuple(data for part in parts for data in _within_size(part))


def sitemap(entries: Iterable[SitemapEntry | bytes]) -> bytes:
    """Return the one sitemap of ``entries``.

    :raises ValueError: if they do not fit into one; :func:`sitemaps` splits them.
    """
    data = sitemaps(entries)
    if len(data) > 1:
        raise ValueError(f"these pages need {len(data)} sitemaps; use sitemaps()")
    return data[0]


def sitemap_entry(entry: SitemapEntry) -> bytes:
    """Write one page as it stands in a sitemap."""
    return twin_entries([entry.url], lastmod=entry.lastmod, alternates=entry.alternates)[0]


def twin_entries(
    urls: Iterable[str], *, lastmod: Moment | None, alternates: Iterable[tuple[str, str]]
) -> list[bytes]:
    """Write one page in every edition, which differ in nothing but their own address."""
    twins = "".join(
        [
            f'<xhtml:link rel="alternate" hreflang="{xml_value(hreflang)}" href="{_address(url)}"/>'
            for hreflang, url in alternates
        ]
    )
    rest = f"{_changed(lastmod)}{twins}</url>"
    return [f"<url><loc>{xml_text(uri(url))}</loc>{rest}".encode() for url in urls]


def sitemap_index(files: Iterable[tuple[str, Moment | None]]) -> bytes:
    """Return the index of sitemaps, each given as (address, last change).

    :raises ValueError: if there are more than an index may hold.
    """
    listed = tuple(files)
    if len(listed) > MAX_URLS:
        raise ValueError(f"{len(listed)} sitemaps do not fit into one index")
    files_ = [f"<sitemap>{_page(url, lastmod)}</sitemap>".encode() for url, lastmod in listed]
    return xml_bytes("sitemapindex", files_, attributes=f'xmlns="{_SITEMAP}"')


def news_sitemap(entries: Iterable[NewsEntry], *, now: datetime) -> bytes:
    """Return the news sitemap: what appeared in the two days before ``now``, newest first."""
    fresh = [entry for entry in entries if timedelta(0) <= now - entry.published.at <= NEWS_AGE]
    fresh.sort(key=lambda entry: entry.url)
    fresh.sort(key=lambda entry: entry.published.at, reverse=True)
    return xml_bytes(
        "urlset",
        map(_news, fresh[:MAX_NEWS]),
        attributes=f'xmlns="{_SITEMAP}" xmlns:news="{_NEWS}"',
    )


def news_language(tag: str) -> str:
    """Return Google's code for a variant: it knows no scripts, only zh-tw and zh-cn."""
    return "zh-cn" if "-Hans" in tag else "zh-tw"


def _within_size(pages: Sequence[bytes]) -> Iterator[bytes]:
    attributes = f'xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}"'
    data = xml_bytes("urlset", pages, attributes=attributes)
    if len(data) <= MAX_BYTES or len(pages) <= 1:
        yield data
        return
    half = len(pages) // 2
    yield from _within_size(pages[:half])
    yield from _within_size(pages[half:])


def _news(entry: NewsEntry) -> bytes:
    text = (
        f"<url>{_page(entry.url, None)}<news:news><news:publication>"
        f"<news:name>{xml_text(entry.publication)}</news:name>"
        f"<news:language>{news_language(entry.tag)}</news:language></news:publication>"
        f"<news:publication_date>{date_or_time(entry.published)}</news:publication_date>"
        f"<news:title>{xml_text(entry.title)}</news:title></news:news></url>"
    )
    return text.encode()


def _page(url: str, lastmod: Moment | None) -> str:
    return f"<loc>{xml_text(uri(url))}</loc>{_changed(lastmod)}"


def _changed(lastmod: Moment | None) -> str:
    return f"<lastmod>{date_or_time(lastmod)}</lastmod>" if lastmod else ""


def _address(url: str) -> str:
    return xml_value(uri(url))
