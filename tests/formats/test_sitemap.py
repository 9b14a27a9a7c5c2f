"""Sitemaps keep the rules of sitemaps.org and of Google."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hutong.formats import sitemap as module
from hutong.formats.sitemap import (
    NewsEntry,
    SitemapEntry,
    news_sitemap,
    sitemap,
    sitemap_entry,
    sitemap_index,
    sitemaps,
)
from hutong.model import Moment

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Hong_Kong"))
TWINS = (
    ("zh-Hant", "https://example.org/zh-hant/a/"),
    ("zh-Hans", "https://example.org/zh-hans/a/"),
    ("x-default", "https://example.org/"),
)


def news(hours: float, **changes: str) -> NewsEntry:
    """Return an article published so many hours before now."""
    at = Moment(NOW - timedelta(hours=hours))
    values = {"url": f"https://example.org/{hours}/", "title": "題", "publication": "報"} | changes
    return NewsEntry(
        url=values["url"],
        title=values["title"],
        published=at,
        publication=values["publication"],
        tag=values.get("tag", "zh-Hant-HK"),
    )


def test_a_page_lists_its_address_its_change_and_all_its_alternates() -> None:
    """Alternates are xhtml:link elements with href, not ref, and come back unchanged."""
    entry = SitemapEntry(url=TWINS[0][1], lastmod=Moment(NOW.astimezone(UTC)), alternates=TWINS)
    data = sitemap([entry])
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    root = etree.fromstring(data)
    assert root.tag == f"{{{NS['s']}}}urlset"
    (page,) = root.findall("s:url", NS)
    assert page.findtext("s:loc", namespaces=NS) == TWINS[0][1]
    assert page.findtext("s:lastmod", namespaces=NS) == "2026-11-22T01:00:00+00:00"
    links = page.findall("x:link", NS)
    assert [(link.get("hreflang"), link.get("href")) for link in links] == list(TWINS)
    assert {link.get("rel") for link in links} == {"alternate"}
    assert [child.tag for child in page][:2] == [f"{{{NS['s']}}}loc", f"{{{NS['s']}}}lastmod"]


def test_addresses_are_escaped_and_encoded() -> None:
    """Ampersands are escaped once, Chinese is percent-encoded once."""
    data = sitemap([SitemapEntry(url="https://example.org/標籤/?a=1&b=2")])
    assert b"<loc>https://example.org/%E6%A8%99%E7%B1%A4/?a=1&amp;b=2</loc>" in data


def test_a_relative_address_is_refused() -> None:
    """A sitemap may hold absolute addresses only, alternates included."""
    with pytest.raises(ValueError, match="absolute"):
        sitemap([SitemapEntry(url="/a/")])
    with pytest.raises(ValueError, match="absolute"):
        sitemap([SitemapEntry(url="https://e.org/", alternates=(("zh-Hans", "../a/"),))])


def test_more_pages_than_allowed_go_into_several_sitemaps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No sitemap has more than the limit, and no page is lost or doubled."""
    monkeypatch.setattr(module, "MAX_URLS", 3)
    entries = [SitemapEntry(url=f"https://example.org/{number}/") for number in range(7)]
    parts = [etree.fromstring(data) for data in sitemaps(entries)]
    assert [len(part) for part in parts] == [3, 3, 1]
    found = [loc.text for part in parts for loc in part.iterfind("s:url/s:loc", NS)]
    assert found == [entry.url for entry in entries]
    with pytest.raises(ValueError, match="need 3 sitemaps"):
        sitemap(entries)


def test_a_sitemap_too_large_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of size holds as well as that of number."""
    monkeypatch.setattr(module, "MAX_BYTES", 400)
    entries = [SitemapEntry(url=f"https://example.org/{number:050}/") for number in range(9)]
    parts = sitemaps(entries)
    assert len(parts) > 1
    assert max(map(len, parts)) <= 400
    assert sum(len(etree.fromstring(part)) for part in parts) == 9


def test_the_limits_are_those_of_the_protocol() -> None:
    """50,000 addresses and 50 MB, 1,000 news."""
    assert (module.MAX_URLS, module.MAX_BYTES, module.MAX_NEWS) == (50_000, 52_428_800, 1_000)


def test_no_pages_make_one_empty_sitemap() -> None:
    """The index may always name it."""
    assert len(etree.fromstring(sitemap([]))) == 0


def test_the_index_lists_sitemaps_with_their_last_change() -> None:
    """A sitemap whose last change is unknown has none."""
    day = Moment(NOW, precise=False)
    data = sitemap_index([("https://e.org/1.xml", day), ("https://e.org/2.xml", None)])
    root = etree.fromstring(data)
    assert root.tag == f"{{{NS['s']}}}sitemapindex"
    assert [
        (node.findtext("s:loc", namespaces=NS), node.findtext("s:lastmod", namespaces=NS))
        for node in root.findall("s:sitemap", NS)
    ] == [("https://e.org/1.xml", "2026-11-22"), ("https://e.org/2.xml", None)]


def test_an_index_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of indexes is not allowed, so this is the end."""
    monkeypatch.setattr(module, "MAX_URLS", 1)
    with pytest.raises(ValueError, match="2 sitemaps"):
        sitemap_index([("https://e.org/1.xml", None), ("https://e.org/2.xml", None)])


def test_news_are_those_of_the_last_two_days_newest_first() -> None:
    """Older and coming articles are left out, the limit itself is in."""
    entries = [news(48.1), news(48), news(1), news(0), news(-1), news(30)]
    root = etree.fromstring(news_sitemap(entries, now=NOW))
    assert [loc.text for loc in root.iterfind("s:url/s:loc", NS)] == [
        f"https://example.org/{hours}/" for hours in (0, 1, 30, 48)
    ]


def test_news_carry_what_google_requires() -> None:
    """Publication, language, date and title are there, nasty characters and all."""
    entries = [
        news(1, title="甲 < 乙 & 丙\x0b", publication="報 & 紙", tag="zh-Hant-HK"),
        news(2, tag="zh-Hans-CN"),
    ]
    first, second = etree.fromstring(news_sitemap(entries, now=NOW)).findall("s:url/n:news", NS)
    assert first.findtext("n:publication/n:name", namespaces=NS) == "報 & 紙"
    assert first.findtext("n:publication/n:language", namespaces=NS) == "zh-tw"
    assert second.findtext("n:publication/n:language", namespaces=NS) == "zh-cn"
    assert first.findtext("n:publication_date", namespaces=NS) == "2026-11-22T08:00:00+08:00"
    assert first.findtext("n:title", namespaces=NS) == "甲 < 乙 & 丙"


def test_news_stop_at_the_limit_whatever_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest stay, and the order of the input does not show."""
    monkeypatch.setattr(module, "MAX_NEWS", 2)
    entries = [news(3), news(1), news(2), news(1, url="https://example.org/0-twin/")]
    data = news_sitemap(entries, now=NOW)
    assert data == news_sitemap(entries[::-1], now=NOW)
    urls = [loc.text for loc in etree.fromstring(data).iterfind("s:url/s:loc", NS)]
    assert urls == ["https://example.org/0-twin/", "https://example.org/1/"]


@given(st.text(), st.text(), st.text())
def test_sitemaps_are_spelt_as_an_xml_library_spells_them(path: str, tag: str, title: str) -> None:
    """Pages, alternates and news read back and written again are the same bytes."""
    url = f"https://example.org/{path}"
    entry = SitemapEntry(url=url, alternates=((tag, url),))
    for data in (
        sitemap([entry]),
        sitemap([]),
        sitemap_index([(url, None)]),
        news_sitemap([news(1, title=f"甲{title}", publication=f"乙{title}", url=url)], now=NOW),
    ):
        again = etree.tostring(etree.fromstring(data), encoding="UTF-8", xml_declaration=True)
        assert again + b"\n" == data


def test_a_page_may_come_ready_made() -> None:
    """An entry written before stands in the sitemap as the record would."""
    entries = [SitemapEntry(url=f"https://e.org/{n}/", alternates=TWINS) for n in range(3)]
    assert sitemaps(map(sitemap_entry, entries)) == sitemaps(entries)
