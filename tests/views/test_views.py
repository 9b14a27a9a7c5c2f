"""Views: what readers are shown, in which order, and where links lead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hutong.views import lists
from hutong.views.records import ArticleView, EventsView, HomeView, ListView, PageView
from hutong.views.urls import Addresses, output_path, paged
from tests.golden.test_golden import golden_site
from tests.shown import shown
from tests.small import HANS, SmallSite

EVENT = """---
title: 樣本講座
variant: zh-Hant-HK
date: 2026-11-01
event: {start: DAY, registration: "https://example.org/r"}
---
虛構。
"""


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A small site with one article that uses everything."""
    return golden_site(tmp_path)


def editions(site: SmallSite, **overrides: object) -> tuple[dict[str, PageView], ...]:
    """The pages of each edition by their paths."""
    found = shown(site, **overrides)
    return tuple(found.pages(number) for number in range(len(found.editions)))


def article(edition: dict[str, PageView], path: str) -> ArticleView:
    """The page of one article."""
    view = edition[path]
    assert isinstance(view, ArticleView)
    return view


def test_alternates_are_mutual_and_name_the_original_as_default(site: SmallSite) -> None:
    """Every edition's page lists the same alternates, itself included."""
    hant, hans = editions(site)
    one = article(hant, "news/2026/framework/").head.alternates
    assert one == article(hans, "news/2026/framework/").head.alternates
    assert [(twin.hreflang, twin.url) for twin in one] == [
        ("zh-Hant", "https://news.example/zh-hant/news/2026/framework/"),
        ("zh-Hans", "https://news.example/zh-hans/news/2026/framework/"),
        ("x-default", "https://news.example/zh-hant/news/2026/framework/"),
    ]
    assert (
        article(hant, "news/2026/alliance/")
        .head.alternates[-1]
        .url.startswith("https://news.example/zh-hans/")
    )


def test_only_converted_pages_say_so(site: SmallSite) -> None:
    """The original has no notice; its twin names and links the original."""
    hant, hans = editions(site)
    assert article(hant, "news/2026/framework/").conversion is None
    notice = article(hans, "news/2026/framework/").conversion
    assert notice
    assert (notice.kind, notice.original_tag) == ("converted", "zh-Hant-HK")
    assert notice.original_url == "/zh-hant/news/2026/framework/"


def test_bylines_are_grouped_by_role_in_the_readers_words(site: SmallSite) -> None:
    """Roles are interface words; organisations have their approved names."""
    hans = editions(site)[1]
    credits_ = article(hans, "news/2026/framework/").credits
    found = [
        (line.label, [(one.organisation and one.organisation.text, one.name) for one in line.names])
        for line in credits_
    ]
    assert found == [("记者", [("样本局", "范样本")]), ("摄影", [(None, "余样本")])]
    (first, *_), *_ = [line.names for line in credits_]
    assert first.organisation
    assert first.organisation.url == "/zh-hans/organisations/bureau/"


def test_articles_lead_to_the_agreements_that_they_name(site: SmallSite) -> None:
    """The link is to the record's page in the same edition, not to another site."""
    for edition, prefix in zip(editions(site), ("zh-hant", "zh-hans"), strict=True):
        (link,) = article(edition, "news/2026/framework/").agreements
        assert link.url == f"/{prefix}/agreements/deal/"


def test_links_to_other_content_lead_within_the_edition(site: SmallSite) -> None:
    """A link to a content file becomes this edition's address of it."""
    for edition, prefix in zip(editions(site), ("zh-hant", "zh-hans"), strict=True):
        body = article(edition, "news/2026/framework/").body
        assert f'href="/{prefix}/about/"' in body
        assert "doc:" not in body


def test_picks_end_and_never_point_to_themselves(site: SmallSite) -> None:
    """A pick runs until its moment, and is not offered on its own page."""
    hant = editions(site)[0]
    other = article(hant, "news/2026/alliance/")
    assert [card.title for card in other.picks] == ["樣本框架協議簽署"]
    assert article(hant, "news/2026/framework/").picks == ()
    late = editions(site, HUTONG_NOW="2027-01-02T00:00:00+08:00")[0]
    assert article(late, "news/2026/alliance/").picks == ()


def test_neighbours_follow_time(site: SmallSite) -> None:
    """Previous is older, next is newer, and the ends have none."""
    hant = editions(site)[0]
    middle = article(hant, "news/2026/alliance/")
    assert middle.previous
    assert middle.next
    assert middle.previous.url == "/zh-hant/news/2026/agreement/"
    assert middle.next.url == "/zh-hant/news/2026/framework/"
    assert article(hant, "news/2026/framework/").next is None


def test_events_part_into_coming_and_past(site: SmallSite) -> None:
    """An event without a time of day lasts its whole day; the past offers no registration."""
    for name, day in (("today", "2026-11-22"), ("gone", "2026-11-21"), ("soon", "2026-12-01")):
        site.write(f"events/{name}.md", EVENT.replace("DAY", day))
    view = editions(site)[0]["events/"]
    assert isinstance(view, EventsView)
    assert [card.url.split("/")[-2] for card in view.coming] == ["today", "soon"]
    assert [card.url.split("/")[-2] for card in view.past] == ["gone", "framework"]
    assert view.past[0].event
    assert view.past[0].event.registration == ""
    assert view.coming[0].event
    assert view.coming[0].event.registration


def test_the_home_page_shows_nothing_twice(site: SmallSite) -> None:
    """Lead, latest, picks and sections hold each article once at most."""
    for number in range(30):
        text = HANS.replace("04-05", f"05-{number + 1:02}")
        site.write(f"news/2026/more-{number}.md", text.replace("cooperation", "finance"))
    home = editions(site)[0][""]
    assert isinstance(home, HomeView)
    assert home.lead
    blocks = [card for block in home.sections for card in block.cards]
    shown = [card.url for card in (home.lead, *home.latest, *home.picks, *blocks)]
    assert len(shown) == len(set(shown))
    assert home.lead.title == "樣本框架協議簽署"


def test_the_gateway_offers_every_edition(site: SmallSite) -> None:
    """The root page is x-default of the home pages; the root's 404 page is not listed."""
    found = shown(site)
    gateway = found.gateway(missing=False)
    assert [door.url for door in gateway.doors] == ["/zh-hant/", "/zh-hans/"]
    home = found.pages(0)[""]
    assert gateway.head.alternates == home.head.alternates
    assert gateway.head.canonical == home.head.alternates[-1].url == "https://news.example/"
    assert found.gateway(missing=True).head.robots == "noindex"


def test_lists_name_their_total_and_pages(site: SmallSite) -> None:
    """Every page of a list knows its place."""
    view = editions(site, HUTONG_PAGE_SIZE=2)[0]["news/page/2/"]
    assert isinstance(view, ListView)
    assert (view.total, view.pager.number, view.pager.count) == (3, 2, 2)
    assert view.pager.newer == "/zh-hant/news/"
    assert view.pager.older == ""


def test_structured_data_parses_and_tells_the_source(site: SmallSite) -> None:
    """JSON-LD of a converted page names its original, its event and its questions."""
    hans = editions(site)[1]
    found = [json.loads(text) for text in article(hans, "news/2026/framework/").head.json_ld]
    kinds = [one["@type"] for one in found]
    assert kinds == ["NewsArticle", "Event", "FAQPage", "BreadcrumbList"]
    assert found[0]["translationOfWork"]["@id"].startswith("https://news.example/zh-hant/")
    assert found[0]["inLanguage"] == "zh-Hans-CN"


def test_addresses_are_encoded_once() -> None:
    """Chinese in a path is percent-encoded in addresses and plain in the tree."""
    addresses = Addresses("https://example.org/repo", "/repo")
    assert addresses.file("files/表.csv") == "/repo/files/%E8%A1%A8.csv"
    assert addresses.absolute_file("files/表.csv").startswith("https://example.org/repo/files/%E8")
    assert paged("tags/峰会/", 2) == "tags/峰会/page/2/"


def test_pages_are_files_named_index(site: SmallSite) -> None:
    """An address with a slash at its end is a folder with an index file."""
    variant = site.settings().variants[0]
    assert output_path(variant, "news/") == "zh-hant/news/index.html"
    assert output_path(variant, "feed.xml") == "zh-hant/feed.xml"


def test_a_pager_of_many_pages_links_some_of_them() -> None:
    """All of a few pages; of hundreds the ends, the near ones and some between, in order."""
    assert lists._shown(3, 20) == list(range(1, 21))
    for number in (1, 250, 500):
        linked = lists._shown(number, 500)
        assert linked == sorted(set(linked))
        assert {1, number, 500} <= set(linked)
        assert len(linked) <= 16
