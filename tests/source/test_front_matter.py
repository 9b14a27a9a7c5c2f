"""Front matter: values as typed, every fault with its line, all at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hutong.model import Kind, Provenance, Role, Severity, Status
from hutong.source import SourceContext, article_schema, parse_document
from tests.source.reading import CONTEXT, HEAD, document, errors, read

FULL = """---
title: 三方-{簽}-約
variant: zh-Hant-HK
date: 2023-06-18 9:05
modified: 2023-06-20
slug: three-parties
section: 人才
tags: [峰會, 大灣區, 峰會]
summary: 一句話。
source: {name: 經濟導報, url: https://example.org/a, published: 2023-06-17}
dateline: 南都訊 3月6日
byline:
  - {role: reporter, name: 王某}
  - {role: producer, organisation: studio}
image: {src: images/bridge.png, alt: 一座橋, caption: 橋, credit: 我}
event: {start: 2023-07-01T10:00+08:00, end: 2023-07-01, place: 南沙}
agreements: [hkicm-2023]
policies: [nansha-plan]
pick: {until: 2023-08-01}
corrections: [{date: 2023-06-19, text: 更正一字}]
status: draft
embargo: 2023-06-18 12:00
expires: 2024-01-01
---
正文。
"""
HONG_KONG = ZoneInfo("Asia/Hong_Kong")


def test_every_key_reaches_the_document() -> None:
    """All keys of a full front matter are read."""
    found = document(FULL)
    assert (found.id, found.url_path) == ("news/three-parties", "news/2023/three-parties/")
    assert found.title == "三方-{簽}-約"
    assert found.date.at == datetime(2023, 6, 18, 9, 5, tzinfo=HONG_KONG)
    assert found.date.precise
    assert found.modified is not None
    assert not found.modified.precise
    assert found.tags == ("峰會", "大灣區")
    assert (found.summary, found.summary_given) == ("一句話。", True)
    assert found.source is not None
    assert found.source.url == "https://example.org/a"
    assert [(one.role, one.name, one.organisation) for one in found.byline] == [
        (Role.REPORTER, "王某", ""),
        (Role.PRODUCER, "", "studio"),
    ]
    assert found.image is not None
    assert (found.image.width, found.image.height) == (800, 450)
    assert found.assets == ("images/bridge.png",)
    assert found.event is not None
    assert found.event.start.at == datetime(2023, 7, 1, 2, tzinfo=UTC)
    assert (found.agreements, found.policies) == (("hkicm-2023",), ("nansha-plan",))
    assert found.picked
    assert found.pick_until is not None
    assert found.corrections[0].date == date(2023, 6, 19)
    assert found.status is Status.DRAFT
    assert found.dateline == "南都訊 3月6日"


def test_lines_are_known_by_key_path() -> None:
    """Other checks can name the line of any value."""
    lines = read(FULL).lines
    assert lines["section"] == 7
    assert lines["tags.1"] == 8
    assert lines["byline.1.organisation"] == 14
    assert lines["agreements.0"] == 17


@pytest.mark.parametrize("title", ["12:30", "on", "2023-06-18", "007", "1_000", "yes", "1e3"])
def test_a_title_is_text_as_typed(title: str) -> None:
    """YAML's guesses about times, numbers and truth do not apply."""
    assert document(f"---\ntitle: {title}\ndate: 2023-06-18\n---\n文").title == title


@pytest.mark.parametrize("value", ["true", "{}", "\n  until: 2024-01-01"])
def test_a_pick_is_true_or_has_an_end(value: str) -> None:
    """Both forms pick the article."""
    assert document(HEAD[:-4] + f"pick: {value}\n---\n").picked


def test_pick_false_picks_nothing() -> None:
    """An editor may say no."""
    assert not document(HEAD[:-4] + "pick: false\n---\n").picked


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("date: 2023-06-18", "1: title is missing; add a line `title:`"),
        ("title: t", "1: date is missing"),
        ("title:\ndate: 2023-06-18", "2: title has no value"),
        ("title: '  '\ndate: 2023-06-18", "2: title: it is empty"),
        ("title: t\ndate: 2023-02-30", "3: date: '2023-02-30' is not a day of the calendar"),
        ("title: t\ndate: 18 June 2023", "3: date: '18 June 2023' is not a date"),
        ("title: t\ndate: 2023-06-18 25:00", "3: date: '2023-06-18 25:00' is not a date and time"),
        (
            "title: t\ndate: 2023-06-18\ntitel: t",
            "4: titel is not a known key; did you mean title?",
        ),
        ("title: t\ndate: 2023-06-18\ntags: 南沙", "4: tags is not a list"),
        ("title: [a]\ndate: 2023-06-18", "2: title is not text"),
        ("title: t\ndate: 2023-06-18\nsource: x", "4: source is not a group of keys"),
        ("title: t\ndate: 2023-06-18\ntitle: u", "4: title is given twice, first on line 2"),
        (
            "title: t\ndate: 2023-06-18\nstatus: Draft",
            "4: status: 'Draft' is not known; did you mean draft?",
        ),
        (
            "title: t\ndate: 2023-06-18\nbyline:\n  - role: writer\n    nam: x",
            "6: byline.0.nam is not a known key; did you mean name?",
        ),
        (
            "title: t\ndate: 2023-06-18\nbyline: [{role: reportr, name: x}]",
            "4: byline.0.role: 'reportr' is not known; did you mean reporter?",
        ),
        ("title: t\ndate: 2023-06-18\nbyline: [{role: editor}]", "4: byline.0 names nobody"),
        ("title: t\ndate: 2023-06-18\nslug: ../etc", "4: slug: the slug '../etc' cannot stand"),
        ("title: t\ndate: 2023-06-18\nimage: {src: ../../x.png}", "leads out of content/"),
        ("title: t\ndate: 2023-06-18\nimage: {src: /etc/passwd}", "leads out of content/"),
        ("title: t\ndate: 2023-06-18\nimage: {src: 'https://x.example/a.png'}", "on another site"),
        (
            "title: t\ndate: 2023-06-18\nimage: {src: images/brige.png, alt: x}",
            "4: there is no picture images/brige.png; did you mean images/bridge.png?",
        ),
        ("title: t\ndate: 2023-06-18\nimage: {src: images/bridge.png}", "4: image has no alt"),
        ("title: t\ndate: 2023-06-18\nimage: {caption: x}", "4: image has caption but no src"),
        ("title: t\ndate: 2023-06-18\nimage: {credit: x}", "4: image has credit but no src"),
        ("title: t\ndate: 2023-06-18\nexpires: 2023-06-17", "4: expires is before date"),
        ("title: t\ndate: 2023-06-18\nmodified: 2023-06-17", "4: modified is before date"),
        ("title: t\ndate: 2023-06-18\npick: {until: 2023-06-01}", "4: pick.until is before date"),
        (
            "title: t\ndate: 2023-06-18\nembargo: 2023-07-02\nexpires: 2023-07-01",
            "5: expires is before embargo",
        ),
        (
            "title: t\ndate: 2023-06-18\nevent: {start: 2023-07-02, end: 2023-07-01}",
            "4: event.end is before event.start",
        ),
        (
            "title: t\ndate: 2023-06-18\ncorrections: [{date: 2023-06-01, text: x}]",
            "4: corrections.0.date is before date",
        ),
        ("title: t -{x\ndate: 2023-06-18", "2: title: -{ is never closed"),
        ("title: t\ndate: 2023-06-18\ntags: [a, '-{b']", "4: tags.1: -{ is never closed"),
        ("title: t\ndate: 2023-06-18\nvariant: zh-hant-hk", "did you mean zh-Hant-HK?"),
        (
            "title: t\ndate: 2023-06-18\nsource: {name: x, url: 'javascript:a()'}",
            "javascript: link",
        ),
        ("title: t\ndate: 2023-06-18\nevent: {start: 2024-01-01, online: 'data:x'}", "data: link"),
        (
            "title: t\ndate: 2023-06-18\nevent: {start: 2024-01-01, registration: 'vbscript:x'}",
            "vbscript: link",
        ),
        (
            "title: t\ndate: 2023-06-18\nevent: {start: 2024-01-01, notes: zoom}",
            "no snippet 'zoom'",
        ),
        ("title: t\ndate: ~", "3: date is missing"),
        ("title: t\ndate: 0001-01-01T00:00+14:00", "3: date: the year 0001 is surely a slip"),
        ("title: t\ndate: 9999-12-31T23:59-12:00", "3: date: the year 9999 is surely a slip"),
        ("title: t\ndate: 1899-12-31", "3: date: the year 1899 is surely a slip"),
        (
            "title: t\ndate: 2023-06-18\ncorrections: [{date: 2203-06-01, text: x}]",
            "4: corrections.0.date: the year 2203 is surely a slip",
        ),
        (f"title: t\ndate: 2023-06-18\nslug: {'a' * 81}", "4: slug: the slug has 81 characters"),
        ("title: t\ndate: 2023-06-18\ntags:\n- 甲\n- ..", "6: tags.1: the tag '..' holds no"),
        ("title: t\ndate: 2023-06-18\ntags: ['!!!']", "4: tags.0: the tag '!!!' holds no"),
        ('title: t\ndate: 2023-06-18\ntags: ["\\u200b"]', "4: tags.0: the tag '\\u200b' holds no"),
        ('title: t\ndate: 2023-06-18\ntags: ["a\\nb"]', "4: tags.0: it has a line break"),
        (f"title: t\ndate: 2023-06-18\ntags: [{'甲' * 61}]", "4: tags.0: it has 61 characters"),
        (f"title: t\ndate: 2023-06-18\nsection: {'甲' * 121}", "4: section: it has 121 characters"),
        (
            f"title: t\ndate: 2023-06-18\nsource: {{name: {'甲' * 121}}}",
            "4: source.name: it has 121 characters",
        ),
        ("title: *t\ndate: 2023-06-18", "2: *t refers to another value (a YAML alias)"),
        ("title: [t\ndate: 2023-06-18", "this is not valid YAML"),
        ("- a\n- b", "the front matter is no list of keys"),
        ("title: t\n? [a]\n: b", "3: a key is a list or mapping instead of a word"),
        ("a: " + "[" * 50_000, "2: values are nested too deep"),
        ("a: " + "x" * 70_000, "longer than any record needs"),
    ],
)
def test_a_fault_is_told_with_its_line(head: str, expected: str) -> None:
    """Every kind of fault gives one clear line."""
    found = errors(f"---\n{head}\n---\n文字。\n")
    assert any(expected in error for error in found), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 只有正文\n", "1: the file has no front matter"),
        ("---\ntitle: t\n", "1: the front matter has no end"),
    ],
)
def test_missing_fences_are_told(text: str, expected: str) -> None:
    """A file without front matter is no article."""
    assert any(error.startswith(expected) for error in errors(text))


def test_faults_of_front_matter_and_body_are_told_together() -> None:
    """An editor mends a file once: wrong values, contradictions and the body in one run."""
    found = errors(
        "---\ntitel: t\ndate: 2023-06-18\nstatus: x\nevent: {start: 2024-01-02, end: 2024-01-01}\n"
        "---\n<script>a()</script>\n\n[x](javascript:a())\n\n甲 -{ 乙\n\n::: fact\n"
    )
    assert [int(error.split(":")[0]) for error in found] == [1, 2, 4, 5, 7, 9, 11, 13, 13]


def test_an_event_needs_a_start() -> None:
    """A file under events/ without event: is a problem."""
    assert "event is missing" in errors(HEAD, kind=Kind.EVENT)[0]


def test_a_moment_of_day_only_is_compared_by_day() -> None:
    """An embargo later on the day of publication is in order."""
    assert document(HEAD[:-4] + "embargo: 2023-06-18 08:00\n---\n").embargo is not None


def test_the_year_in_the_address_is_the_sites() -> None:
    """A UTC time late on New Year's Eve is next year in Hong Kong."""
    found = document("---\ntitle: t\ndate: 2023-12-31T20:00Z\nvariant: zh-Hant-HK\n---\n")
    assert found.url_path == "news/2024/bridge/"


def test_a_page_has_its_slug_as_path() -> None:
    """Standing pages lie at the edition's root."""
    assert document(HEAD, "pages/about.md", Kind.PAGE).url_path == "about/"


@pytest.mark.parametrize(
    ("sample", "variant"),
    [
        ("粵港兩地簽訂協議，意義深遠。", "zh-Hant-HK"),
        ("珠澳两地签订协议，意义深远。", "zh-Hans-CN"),
    ],
)
def test_a_missing_variant_is_detected_and_reported(sample: str, variant: str) -> None:
    """The warning shows the line to add, and the document has the variant."""
    parsed = read(f"---\ntitle: t\ndate: 2023-06-18\n---\n{sample}")
    (problem,) = parsed.problems
    assert problem.severity is Severity.WARNING
    assert f"`variant: {variant}`" in problem.mend
    assert parsed.document is not None
    assert parsed.document.variant == variant


def test_a_text_that_does_not_tell_takes_the_default() -> None:
    """Latin text falls back on the site's default, with a warning."""
    parsed = read("---\ntitle: t\ndate: 2023-06-18\n---\nabc")
    assert parsed.document is not None
    assert parsed.document.variant == "zh-Hant-HK"
    assert "does not tell" in parsed.problems[0].what


def test_a_counterpart_has_its_variant_from_the_file_name() -> None:
    """name.zh-Hans-CN.md is the same page in another variant."""
    found = document("---\ntitle: 桥\ndate: 2023-06-18\n---\n文", "news/2023/bridge.zh-Hans-CN.md")
    assert (found.id, found.slug, found.variant) == ("news/bridge", "bridge", "zh-Hans-CN")
    assert found.provenance is Provenance.COUNTERPART


def test_a_counterpart_whose_variant_contradicts_its_name_is_a_problem() -> None:
    """One of the two must be wrong."""
    (error,) = errors(HEAD, "news/2023/bridge.zh-Hans-CN.md")
    assert error.startswith("4: variant is zh-Hant-HK, but the file name says zh-Hans-CN")


def test_a_counterpart_of_an_unknown_variant_is_a_problem() -> None:
    """A slip in the suffix is named."""
    (error,) = errors(HEAD, "news/2023/bridge.zh-Hans.md")
    assert "did you mean zh-Hans-CN?" in error


@pytest.mark.parametrize("name", ["橋", "Bridge", "a_b", "a b", "-a"])
def test_a_file_name_unfit_for_an_address_asks_for_a_slug(name: str) -> None:
    """The message says what to add."""
    path = f"news/2023/{name}.md"
    (problem,) = read(HEAD, path).problems
    assert "slug:" in problem.mend
    assert document(HEAD[:-4] + "slug: ok\n---\n", path).slug == "ok"


def test_a_shown_path_may_be_given() -> None:
    """Problems name the file as editors know it."""
    parsed = parse_document(
        "x", path="news/a.md", kind=Kind.NEWS, context=CONTEXT, shown_path="site/news/a.md"
    )
    assert {problem.path for problem in parsed.problems} == {"site/news/a.md"}


def test_the_json_schema_describes_every_key_in_both_languages() -> None:
    """Editors' tools offer every key with help in English and Chinese."""
    schema = article_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["additionalProperties"] is False
    assert {"title", "pick"} <= set(schema["properties"])
    parts = [schema, *(part for part in schema["$defs"].values() if "properties" in part)]
    for part in parts:
        for name, spec in part["properties"].items():
            english, _, chinese = spec["description"].partition(" / ")
            assert english.isascii(), name
            assert not chinese.isascii(), name


@pytest.mark.parametrize(
    "address",
    [
        'https://a.com/\\"><script>',
        "https://a b.com/x y",
        "https://a.com/\\nb",
        "https://a.com:99999999/",
        "https://[::1/",
        "https:///x",
        "https://me@a.com/",
        "http:a.com",
    ],
)
@pytest.mark.parametrize(
    "key", ["source: {name: x, url: %}", "event: {start: 2024-01-01, online: %}"]
)
def test_what_no_browser_can_follow_is_no_address(address: str, key: str) -> None:
    """One clear problem says where to copy it from."""
    line = key.replace("%", f'"{address}"')
    (error,) = errors(HEAD[:-4] + line + "\n---\n")
    assert "is no web address; copy it from the browser's address bar" in error


@pytest.mark.parametrize(
    "address",
    [
        "https://zh.wikipedia.org/wiki/中文_(甲)?a=%E4%B8#b",
        "https://香港.hk/",
        "http://a.com:8080/x;y=1,2/~z!$&'*+=@",
        "https://[::1]/",
    ],
)
def test_addresses_from_the_address_bar_are_fine(address: str) -> None:
    """Chinese, percent signs and ports are part of real addresses."""
    found = document(HEAD[:-4] + f'source: {{name: x, url: "{address}"}}\n---\n')
    assert found.source is not None
    assert found.source.url == address


def test_a_picture_in_front_matter_is_named_literally() -> None:
    """No sign in a file name means anything but itself."""
    name = "images/a#b?c%20.png"
    context = SourceContext(
        timezone=CONTEXT.timezone,
        variants=CONTEXT.variants,
        default_variant=CONTEXT.default_variant,
        images={name: (8, 6)},
    )
    found = read(HEAD[:-4] + f"image: {{src: '{name}', alt: x}}\n---\n", context=context).document
    assert found is not None
    assert found.image is not None
    assert (found.image.src, found.assets) == (name, (name,))


def test_a_wrong_picture_is_one_problem() -> None:
    """What it makes impossible to tell is not told."""
    (error,) = errors(HEAD[:-4] + "image: {src: ../x.png, alt: x}\n---\n")
    assert "leads out of content/" in error


def test_a_file_name_too_long_for_an_address_asks_for_a_slug() -> None:
    """Addresses are shared."""
    (error,) = errors(HEAD, f"news/2023/{'a' * 81}.md")
    assert "the file name has 81 characters" in error
