"""JSON-LD says what the page says and cannot break out of its <script>."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.formats.jsonld import (
    ArticleEntry,
    Contributor,
    EventEntry,
    Organisation,
    Original,
    Picture,
    SiteEntry,
    breadcrumbs,
    dumps,
    event,
    faq_page,
    news_article,
    organization,
    website,
)
from hutong.formats.machine import json_text
from hutong.model import Html, Moment, Question, Role

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
URL = "https://example.org/zh-hant/news/2023/a/"
TWIN = "https://example.org/zh-hans/news/2023/a/"
DAY = Moment(datetime(2023, 6, 18, tzinfo=HONG_KONG), precise=False)
TIME = Moment(datetime(2023, 6, 20, 9, 30, tzinfo=HONG_KONG))
PUBLISHER = Organisation(
    name="胡同", url="https://example.org/", logo="https://example.org/icons/logo.png"
)
ARTICLE = ArticleEntry(
    url=URL,
    headline="南沙簽約</script><script>alert(1)</script>",
    tag="zh-Hant-HK",
    published=DAY,
    modified=TIME,
    publisher=PUBLISHER,
    description="甲 & 乙",
    dateline="南都訊 3月6日",
    section="人才",
    keywords=("南沙", "互認"),
    images=(Picture(url="https://example.org/圖.png", width=1200, height=675, caption="說明"),),
    byline=(
        Contributor(role=Role.REPORTER, label="記者", name="王小明", organisation="南都"),
        Contributor(role=Role.INTERN, label="實習生", name="張小文"),
        Contributor(role=Role.EDITOR, label="編輯", name="李大文"),
        Contributor(role=Role.PRODUCER, label="出品", organisation="課題工作室"),
    ),
    source=Original(name="南方都市報", url="https://example.com/1", published=DAY),
    corrections=((date(2023, 7, 1), "更正:人數應為 3000。"),),
    translations=(TWIN,),
)
EVENT = EventEntry(
    url="https://example.org/zh-hant/events/2027/fair/",
    name="人才會",
    tag="zh-Hant-HK",
    start=TIME,
    place="南沙會議中心",
)


def read(value: Any) -> Any:
    """Read back what a browser or a crawler would find in the script."""
    return json.loads(dumps(value))


def test_an_article_says_everything_the_page_says() -> None:
    """Headline, dates, people, source, corrections and section come back."""
    data = read(news_article(ARTICLE))
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == ARTICLE.headline
    assert data["description"] == "甲 & 乙"
    assert data["inLanguage"] == "zh-Hant-HK"
    assert data["datePublished"] == "2023-06-18"
    assert data["dateModified"] == "2023-06-20T09:30:00+08:00"
    assert data["dateline"] == ARTICLE.dateline
    assert data["articleSection"] == "人才"
    assert data["keywords"] == ["南沙", "互認"]
    assert data["mainEntityOfPage"] == {"@type": "WebPage", "@id": URL}
    assert data["publisher"]["logo"]["url"] == PUBLISHER.logo
    assert data["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "更正:人數應為 3000。",
            "datePublished": "2023-07-01",
        }
    ]
    (image,) = data["image"]
    assert image["url"] == "https://example.org/%E5%9C%96.png"
    assert (image["width"], image["height"], image["caption"]) == (1200, 675, "說明")


def test_people_stand_under_what_they_did() -> None:
    """Writers are authors with their role, editors and producers have their own properties."""
    data = read(news_article(ARTICLE))
    assert data["author"] == [
        {
            "@type": "Person",
            "name": "王小明",
            "jobTitle": "記者",
            "affiliation": {"@type": "Organization", "name": "南都"},
        },
        {"@type": "Person", "name": "張小文", "jobTitle": "實習生"},
    ]
    assert data["editor"] == [{"@type": "Person", "name": "李大文", "jobTitle": "編輯"}]
    assert data["producer"] == [{"@type": "Organization", "name": "課題工作室"}]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_property(role: Role) -> None:
    """A new role cannot be forgotten here."""
    person = Contributor(role=role, label="x", name="某人")
    data = read(news_article(msgspec.structs.replace(ARTICLE, byline=(person,))))
    assert any(
        {"@type": "Person", "name": "某人", "jobTitle": "x"} in value
        for value in data.values()
        if isinstance(value, list)
    )


def test_without_a_writer_the_source_is_the_author_and_else_the_publisher() -> None:
    """Search engines ask for an author; nobody is invented."""
    unsigned = msgspec.structs.replace(ARTICLE, byline=())
    assert read(news_article(unsigned))["author"][0]["name"] == "南方都市報"
    own = msgspec.structs.replace(unsigned, source=None)
    assert read(news_article(own))["author"][0]["name"] == "胡同"


def test_the_original_publication_is_named() -> None:
    """The source is the organisation, and its page, where known, what this is based on."""
    data = read(news_article(ARTICLE))
    assert data["sourceOrganization"]["name"] == "南方都市報"
    assert data["isBasedOn"]["url"] == data["citation"] == "https://example.com/1"
    assert data["isBasedOn"]["datePublished"] == "2023-06-18"
    named = msgspec.structs.replace(ARTICLE, source=Original(name="經濟導報"))
    data = read(news_article(named))
    assert data["sourceOrganization"]["name"] == "經濟導報"
    assert not {"isBasedOn", "citation"} & data.keys()


def test_converted_and_original_name_each_other() -> None:
    """The id that a translation names is the id that its original has, and the other way."""
    original = read(news_article(ARTICLE))
    converted = read(
        news_article(
            msgspec.structs.replace(ARTICLE, url=TWIN, translations=(), translation_of=URL)
        )
    )
    assert converted["translationOfWork"] == {"@id": original["@id"]}
    assert original["workTranslation"] == [{"@id": converted["@id"]}]
    assert "translationOfWork" not in original


def test_what_is_not_known_is_not_said() -> None:
    """No property is empty."""
    bare = ArticleEntry(
        url=URL, headline="題", tag="zh-Hant-HK", published=DAY, modified=DAY,
        publisher=Organisation(name="胡同"),
    )  # fmt: skip
    assert set(read(news_article(bare))) == {
        "@context", "@type", "@id", "url", "mainEntityOfPage", "headline", "inLanguage",
        "datePublished", "dateModified", "author", "publisher",
    }  # fmt: skip


def test_breadcrumbs_count_from_one() -> None:
    """The home page is first."""
    data = json.loads(breadcrumbs([("首頁", "https://example.org/zh-hant/"), ("題", URL)]))
    assert (data["@context"], data["@type"]) == ("https://schema.org", "BreadcrumbList")
    assert [(item["position"], item["name"], item["item"]) for item in data["itemListElement"]] == [
        (1, "首頁", "https://example.org/zh-hant/"),
        (2, "題", URL),
    ]


@pytest.mark.parametrize(
    ("place", "online", "mode", "kinds"),
    [
        ("南沙", "", "Offline", ["Place"]),
        ("", "https://zoom.example/1", "Online", ["VirtualLocation"]),
        ("南沙", "https://zoom.example/1", "Mixed", ["Place", "VirtualLocation"]),
        ("", "", "", []),
    ],
)
def test_an_event_says_how_one_attends(
    place: str, online: str, mode: str, kinds: list[str]
) -> None:
    """In person, online or both; nothing where neither is known."""
    data = read(event(msgspec.structs.replace(EVENT, place=place, online=online)))
    expected = f"https://schema.org/{mode}EventAttendanceMode" if mode else None
    assert data.get("eventAttendanceMode") == expected
    assert [location["@type"] for location in data.get("location", [])] == kinds


def test_an_event_has_dates_status_organiser_and_registration() -> None:
    """Only what is known: an event without end or organiser has neither."""
    assert not {"endDate", "organizer", "potentialAction"} & read(event(EVENT)).keys()
    full = msgspec.structs.replace(
        EVENT, end=TIME, organiser=PUBLISHER, registration="https://example.org/r?a=1&b=2"
    )
    data = read(event(full))
    assert data["startDate"] == data["endDate"] == "2023-06-20T09:30:00+08:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["organizer"]["name"] == "胡同"
    assert data["potentialAction"]["target"] == "https://example.org/r?a=1&b=2"


def test_questions_and_answers_come_back() -> None:
    """Answers keep their markup, with whole addresses."""
    question = Question(
        anchor="q1", question="職責是甚麼?", answer=Html('<p><a href="/x">甲</a></p>')
    )
    data = read(faq_page([question], url=URL, tag="zh-Hant-HK"))
    assert data["@type"] == "FAQPage"
    (item,) = data["mainEntity"]
    assert item["@id"] == f"{URL}#q1"
    assert item["name"] == "職責是甚麼?"
    assert item["acceptedAnswer"]["text"] == '<p><a href="https://example.org/x">甲</a></p>'


def test_the_editions_of_the_site_name_each_other() -> None:
    """A home page describes its edition and the publisher."""
    home, other = "https://example.org/zh-hant/", "https://example.org/zh-hans/"
    site = SiteEntry(
        url=home, name="胡同", tag="zh-Hant-HK", publisher=PUBLISHER, translations=(other,)
    )
    data = read(website(site))
    assert data["@id"] == f"{home}#website"
    assert data["workTranslation"] == [{"@id": f"{other}#website"}]
    assert read(organization(PUBLISHER))["@type"] == "Organization"


@given(st.text())
def test_no_text_can_leave_the_script(text: str) -> None:
    """No tag, comment or entity can start inside, and the text comes back as typed."""
    nasty = f"{text}</script><!--<script>&amp;\u2028\u2029"
    out = dumps({"headline": nasty})
    assert not re.search("[<>&\u2028\u2029]", out)
    assert json.loads(out) == {"headline": nasty}


def test_the_same_record_gives_the_same_text() -> None:
    """Keys keep their order."""
    assert dumps(news_article(ARTICLE)) == dumps(news_article(msgspec.structs.replace(ARTICLE)))
    assert dumps(news_article(ARTICLE)).startswith('{"@context":"https://schema.org","@type":')


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_breadcrumbs_are_what_json_would_write(names: list[str]) -> None:
    """Put together from parts, the text is that of the whole, and no name can end the script."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": URL}
        for number, name in enumerate(names, 1)
    ]
    whole: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items,
    }  # fmt: skip
    assert breadcrumbs([(name, URL) for name in names]) == dumps(whole)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_is_spelt_as_the_standard_library_spells_it(value: Any) -> None:
    """Another encoder of JSON leaves every published file as it was."""
    assert json_text(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
