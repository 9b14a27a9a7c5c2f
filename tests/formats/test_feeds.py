"""Atom and JSON Feed say what their specifications require, whatever the editors typed."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hutong.formats.feeds import FeedEntry, FeedInfo, atom, json_feed, made_entry
from hutong.model import Html, Moment

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
SITE = "https://news.example.org/zh-hant"
NS = {"a": "http://www.w3.org/2005/Atom"}

INFO = FeedInfo(
    title="胡同新聞 <測試> & 更多",
    subtitle="協議與政策",
    home_url=f"{SITE}/",
    self_url=f"{SITE}/feed.atom",
    tag="zh-Hant-HK",
    hreflang="zh-Hant",
    author="胡同編輯部",
    updated=Moment(datetime(2020, 1, 1, tzinfo=UTC)),
    icon="https://news.example.org/icon.png",
    rights="CC BY 4.0",
    alternates=(("zh-Hans", "https://news.example.org/zh-hans/feed.atom"),),
)
ENTRY = FeedEntry(
    url=f"{SITE}/news/2023/nansha-hkicm/",
    title="南沙<b>簽約</b> & 合作",
    summary="甲 < 乙,AT&T",
    published=Moment(datetime(2023, 6, 18, 12, 52, tzinfo=HONG_KONG)),
    updated=Moment(datetime(2023, 6, 20, 9, 0, tzinfo=HONG_KONG)),
    content_html=Html('<p>見<a href="/zh-hant/about/">關於</a>、<a href="#n1">註</a>。</p>'),
    authors=("王小明", "李大文"),
    categories=(("talent", "人才"), ("nansha", "南沙")),
    image="https://news.example.org/images/圖.png",
    via="https://example.com/原文?a=1&b=2",
    alternates=(("zh-Hans", "https://news.example.org/zh-hans/news/2023/nansha-hkicm/"),),
)


def parse(data: bytes) -> Any:
    """Parse a feed as a feed reader does, refusing anything ill-formed."""
    parsed = feedparser.parse(data)
    assert parsed.bozo == 0
    return parsed


def test_a_feed_reader_gets_every_value_back() -> None:
    """Titles, links, dates, people and categories survive the way into a feed reader."""
    parsed = parse(atom(INFO, [ENTRY]))
    feed, (entry,) = parsed.feed, parsed.entries
    assert feed.title_detail["value"] == INFO.title
    assert feed.title_detail["type"] == "text/plain"
    assert feed.id == INFO.self_url
    assert feed.link == INFO.home_url
    assert feed.language == "zh-Hant-HK"
    assert feed.author == INFO.author
    assert entry.title == ENTRY.title
    assert entry.id == entry.link == ENTRY.url
    assert entry.summary == ENTRY.summary
    assert entry.published == "2023-06-18T12:52:00+08:00"
    assert entry.updated == "2023-06-20T09:00:00+08:00"
    assert [author.name for author in entry.authors] == list(ENTRY.authors)
    assert [(tag.term, tag.label) for tag in entry.tags] == list(ENTRY.categories)
    assert entry.media_content[0]["url"] == "https://news.example.org/images/%E5%9C%96.png"


def test_atom_holds_all_that_rfc_4287_requires() -> None:
    """Feed and entries have one id, title and updated each, an author, a self link and xml:lang."""
    data = atom(INFO, [ENTRY, dataclasses.replace(ENTRY, url=f"{SITE}/b/", authors=())])
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    root = etree.fromstring(data)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant-HK"
    for node in [root, *root.findall("a:entry", NS)]:
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"a:{name}", NS)) == 1, name
            assert node.findtext(f"a:{name}", namespaces=NS)
    assert root.findtext("a:author/a:name", namespaces=NS) == INFO.author
    (own,) = root.findall("a:link[@rel='self']", NS)
    assert own.get("href") == INFO.self_url
    assert own.get("type") == "application/atom+xml"
    for entry in root.findall("a:entry", NS):
        content = entry.find("a:content", NS)
        assert content is not None
        assert content.get("type") == "html"
    ids = [node.text for node in root.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(ids) == len(set(ids))
    for node in [root, *root.findall("a:entry", NS)]:
        assert len(node.findall("a:link[@rel='alternate']", NS)) == 1


def test_twins_in_other_editions_are_related_links() -> None:
    """Feed and entry name their twins in a way that no reader opens by mistake."""
    root = etree.fromstring(atom(INFO, [ENTRY]))
    for node, twins in ((root, INFO.alternates), (root.find("a:entry", NS), ENTRY.alternates)):
        assert node is not None
        related = node.findall("a:link[@rel='related']", NS)
        assert [(link.get("hreflang"), link.get("href")) for link in related] == list(twins)


def test_every_address_in_an_atom_feed_is_absolute_and_ascii() -> None:
    """Links, ids and icons are whole addresses; Chinese in them is percent-encoded."""
    root = etree.fromstring(atom(INFO, [ENTRY]))
    addresses = [str(link.get("href")) for link in root.iter("{http://www.w3.org/2005/Atom}link")]
    addresses += [str(root.findtext("a:icon", namespaces=NS))]
    assert len(addresses) == 7
    for address in addresses:
        assert address.startswith("https://")
        assert address.isascii()
    assert "https://example.com/%E5%8E%9F%E6%96%87?a=1&b=2" in addresses


def test_content_is_escaped_once_with_absolute_links() -> None:
    """The content reads back as the HTML that went in, its links whole."""
    root = etree.fromstring(atom(INFO, [ENTRY]))
    content = root.findtext("a:entry/a:content", namespaces=NS)
    assert content == (
        '<p>見<a href="https://news.example.org/zh-hant/about/">關於</a>、'
        f'<a href="{ENTRY.url}#n1">註</a>。</p>'
    )


def test_the_feed_is_as_new_as_its_newest_entry() -> None:
    """Moments in different zones are compared as moments, not as text."""
    late = dataclasses.replace(
        ENTRY, updated=Moment(datetime(2023, 6, 20, 3, 0, tzinfo=timezone(timedelta(hours=-8))))
    )
    root = etree.fromstring(atom(INFO, [ENTRY, late]))
    assert root.findtext("a:updated", namespaces=NS) == "2023-06-20T03:00:00-08:00"


def test_an_empty_feed_is_complete_and_always_the_same() -> None:
    """Without entries the date comes from the record, not from the clock."""
    data = atom(INFO, [])
    assert data == atom(INFO, [])
    assert parse(data).feed.updated == "2020-01-01T00:00:00+00:00"
    assert json.loads(json_feed(INFO, []))["items"] == []


def test_an_entry_in_another_language_says_so() -> None:
    """xml:lang stands on an entry only where it differs from the feed's."""
    english = dataclasses.replace(ENTRY, lang="en")
    root = etree.fromstring(atom(INFO, [ENTRY, english]))
    langs = [
        entry.get("{http://www.w3.org/XML/1998/namespace}lang")
        for entry in root.findall("a:entry", NS)
    ]
    assert langs == [None, "en"]
    assert json.loads(json_feed(INFO, [english]))["items"][0]["language"] == "en"


def test_a_moment_without_zone_is_refused() -> None:
    """A feed date without zone would be wrong for most readers."""
    naive = dataclasses.replace(ENTRY, updated=Moment(datetime(2023, 6, 20)))  # noqa: DTZ001
    with pytest.raises(ValueError, match="no time zone"):
        atom(INFO, [naive])


def test_a_relative_address_is_refused() -> None:
    """A page address that is not absolute is a fault of the caller."""
    with pytest.raises(ValueError, match="not an absolute address"):
        atom(INFO, [dataclasses.replace(ENTRY, url="/zh-hant/news/")])


def test_a_given_id_is_kept() -> None:
    """A tag: URI may stand for a page that has moved."""
    moved = dataclasses.replace(ENTRY, id="tag:example.org,2023:nansha")
    assert parse(atom(INFO, [moved])).entries[0].id == "tag:example.org,2023:nansha"
    assert json.loads(json_feed(INFO, [moved]))["items"][0]["id"] == "tag:example.org,2023:nansha"


@given(st.text(), st.text(), st.text())
def test_no_text_can_break_a_feed(title: str, summary: str, content: str) -> None:
    """Control characters, markup and noncharacters leave both feeds well formed."""
    content = content.replace("<", "&lt;")
    nasty = dataclasses.replace(
        ENTRY, title=title, summary=summary, content_html=Html(f"<p>{content}\x00\x0b\ufffe</p>")
    )
    root = etree.fromstring(atom(dataclasses.replace(INFO, title=title), [nasty]))
    kept = "".join(
        char for char in title
        if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff")
    )  # fmt: skip
    shown = root.findtext("a:entry/a:title", namespaces=NS) or ""
    # A carriage return is written as a character reference and so survives.
    assert shown == kept
    assert json.loads(json_feed(INFO, [nasty]))["items"][0].get("title", "") == kept


def test_json_feed_holds_all_that_version_1_1_requires() -> None:
    """Version, title and, for each item, an id and the content are there."""
    own = dataclasses.replace(INFO, self_url=f"{SITE}/feed.json")
    data = json_feed(own, [ENTRY])
    assert data.endswith(b"}\n")
    feed = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == INFO.title
    assert feed["home_page_url"] == INFO.home_url
    assert feed["feed_url"] == own.self_url
    assert feed["language"] == "zh-Hant-HK"
    (item,) = feed["items"]
    assert item["id"] == item["url"] == ENTRY.url
    assert item["title"] == ENTRY.title
    assert item["summary"] == ENTRY.summary
    assert item["date_published"] == "2023-06-18T12:52:00+08:00"
    assert item["date_modified"] == "2023-06-20T09:00:00+08:00"
    assert item["authors"] == [{"name": "王小明"}, {"name": "李大文"}]
    assert item["tags"] == ["人才", "南沙"]
    assert item["language"] == "zh-Hant-HK"
    assert item["image"] == "https://news.example.org/images/%E5%9C%96.png"
    assert 'href="https://news.example.org/zh-hant/about/"' in item["content_html"]


def test_json_feed_keeps_an_empty_content() -> None:
    """An item must have content even where the article is only a headline."""
    bare = dataclasses.replace(ENTRY, content_html=Html(""), image="", via="", authors=())
    (item,) = json.loads(json_feed(INFO, [bare]))["items"]
    assert item["content_html"] == ""
    assert not {"image", "external_url", "authors"} & item.keys()


def test_what_is_not_known_is_not_in_the_feed() -> None:
    """No empty element stands for a missing subtitle, summary, icon or picture."""
    info = dataclasses.replace(INFO, subtitle="", icon="", rights="", alternates=())
    bare = dataclasses.replace(ENTRY, summary="", image="", via="", alternates=(), categories=())
    root = etree.fromstring(atom(info, [bare]))
    names = {etree.QName(node).localname for node in root.iter(etree.Element)}
    assert names == {
        "feed", "id", "title", "updated", "author", "name", "link", "entry", "published", "content",
    }  # fmt: skip


def test_an_entry_made_once_serves_every_feed() -> None:
    """A feed of ready entries is the feed of the records themselves, whatever the order."""
    english = dataclasses.replace(ENTRY, lang="en", url=f"{SITE}/b/", summary="")
    late = dataclasses.replace(ENTRY, updated=Moment(datetime(2024, 1, 1, tzinfo=UTC)))
    plain = [ENTRY, english, late]
    made = [made_entry(one, tag=INFO.tag, hreflang=INFO.hreflang) for one in plain]
    other = dataclasses.replace(INFO, self_url=f"{SITE}/tags/a/feed.atom", title="乙")
    for info in (INFO, other):
        assert atom(info, made) == atom(info, plain) == atom(info, [made[0], *plain[1:]])
        assert json_feed(info, made) == json_feed(info, plain)
    assert b"2024-01-01T00:00:00+00:00</updated>" in atom(INFO, made).partition(b"<entry")[0]


@given(st.text(), st.text(), st.text())
def test_feeds_are_spelt_as_an_xml_library_spells_them(name: str, label: str, body: str) -> None:
    """What is written by hand is what a parser and a serialiser make of it again."""
    entry = dataclasses.replace(
        ENTRY,
        categories=((name, label),),
        authors=(f"甲{name}",),  # parsed again, an element without text is written in short
        content_html=Html(f"<p>{body}</p>"),
    )
    data = atom(dataclasses.replace(INFO, author=f"乙{label}"), [entry])
    again = etree.tostring(etree.fromstring(data), encoding="UTF-8", xml_declaration=True)
    assert again + b"\n" == data
