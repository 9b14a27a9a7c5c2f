"""Short names that a text gives to an organisation belong into its record."""

from __future__ import annotations

import pytest

from hutong.model import Severity
from hutong.register import Brief, RecordKind, make_register
from hutong.register.aliases import find_undeclared_aliases
from hutong.source.masking import mask

REGISTER = make_register(
    [
        Brief(
            short={},
            kind=RecordKind.ORGANISATION,
            id="city-bureau",
            names={"zh-Hant-HK": "某市教育局", "zh-Hans-CN": "某市教育局"},
            aliases=("市教育局",),
            path="content/organisations/city-bureau.yaml",
        ),
        Brief(
            short={},
            kind=RecordKind.ORGANISATION,
            id="league",
            names={"zh-Hant-HK": "北方聯盟"},
            aliases=("北盟",),
            path="content/organisations/league.yaml",
        ),
        Brief(kind=RecordKind.PERSON, id="person", names={"zh-Hant-HK": "陳大文"}, short={}),
        Brief(
            short={},
            kind=RecordKind.ORGANISATION,
            id="press",
            names={"zh-Hans-CN": "南星出版社", "en": "Southern Star Press"},
            path="content/organisations/press.yaml",
        ),
    ],
    str.casefold,
)


def found(*texts: str) -> list[str]:
    """The warnings on some lines, as editors read them."""
    problems = list(find_undeclared_aliases(enumerate(texts, 12), REGISTER, "content/news/x.md"))
    assert all(one.severity is Severity.WARNING for one in problems)
    return [str(one).removeprefix("content/news/x.md:") for one in problems]


@pytest.mark.parametrize(
    "text",
    [
        "某市教育局（以下简称“某局”）發言", "某市教育局（下稱「某局」）", "某市教育局(简称某局)",
        "市教育局（簡稱：某局，下同）", "**某市教育局**（又稱『某局』）",
        "由某市教育局（Bureau, 下称“某局”）",
    ],
)  # fmt: skip
def test_an_undeclared_alias_is_told(text: str) -> None:
    """With its line and the record that lacks it, whatever the bracket looks like."""
    (warning,) = found(text)
    assert warning.startswith("12: ")
    assert "「某局」" in warning
    assert "content/organisations/city-bureau.yaml" in warning


def test_each_alias_is_told_once() -> None:
    """Two aliases in one bracket are two; the same one again is none."""
    warnings = found("某市教育局（簡稱「甲局」或「乙局」）", "某市教育局（簡稱「甲局」）")
    assert [warning.partition(" is said")[0][-4:] for warning in warnings] == [
        "「甲局」",
        "「乙局」",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "某市教育局（下稱「市教育局」）", "北方聯盟（簡稱「北盟」）", "陳大文（簡稱「大文」）",
        "別處（簡稱「某局」）", "某市教育局（見「某局」）", "某市教育局說（甲）",
        "（簡稱「某局」）", "",
    ],
)  # fmt: skip
def test_what_is_declared_or_of_no_organisation_is_not_told(text: str) -> None:
    """Known aliases, people, strangers, and brackets that give no name."""
    assert found(text) == []


def aliases(*texts: str) -> list[str]:
    """The short names that are told, in the order of the lines."""
    return [warning.partition("「")[2].partition("」")[0] for warning in found(*texts)]


@pytest.mark.parametrize(
    "text",
    [
        "新南星出版社（简称“新社”）", "某南星出版社（简称“新社”）",
        "北方市南星出版社（简称“新社”）",
        "大同南星出版社（简称“新社”）", "New Southern Star Pressroom (简称“新社”)",
        "NewSouthern Star Press (简称“新社”)", "某某市教育局（下稱「某局」）",
    ],
)  # fmt: skip
def test_the_end_of_a_longer_name_is_not_the_known_one(text: str) -> None:
    """Another organisation must not get its alias into this record."""
    assert found(text) == []


@pytest.mark.parametrize(
    "before",
    [
        "", "由", "与", "和", "及", "同", "在", "对", "向", "、", "，", "“", "《图书》的", "昨日",
        "6月3日", "访问", "設立", "據", "隶属", "于是", "Hello ", "甲（乙）", "## ", "- ", "此前",
    ],
)  # fmt: skip
def test_plain_words_may_stand_before_a_name(before: str) -> None:
    """Prepositions, conjunctions, verbs, dates and marks begin no longer name."""
    assert aliases(f"{before}南星出版社（简称“南社”）") == ["南社"]


@pytest.mark.parametrize(
    "word",
    [
        "双方", "雙方", "三方", "各方", "两地", "四地政府", "本局", "该局", "該局", "本社",
        "该学会", "甲方", "我们", "他們", "前者", "公司", "本公司", "该中心", "市政府", "笔者",
        "对方", "我国",
    ],
)  # fmt: skip
def test_pronouns_are_no_aliases(word: str) -> None:
    """They stand for whatever a text is about, and so for no organisation."""
    assert found(f"南星出版社（下称“{word}”）", f"某市教育局（簡稱{word}）") == []


@pytest.mark.parametrize(
    "text",
    [
        "南星出版社（简称-{南社}-）", "南星出版社（简称-{zh-hans:南社;zh-hant:南舍}-）",
        "<b>南星出版社</b>（简称<b>南社</b>）", "**南星出版社**（简称“**南社**”）",
        "[南星出版社](https://a.hk/x)（简称[南社](y.md)）", "南星出版社[^1]（简称**“南社”**）",
        "-{A|南星出版社}-（简称-{R|南社}-）", "南星出版社（简称南社，主席“陈某”）",
    ],
)  # fmt: skip
def test_an_alias_is_told_without_markup(text: str) -> None:
    """Conversion markup, tags, links and emphasis are no part of a name."""
    assert aliases(text) == ["南社"]


@pytest.mark.parametrize(
    "text",
    [
        "南星出版社（下称《条例》）", "南星出版社（下称“《条例》”）", "南星出版社（下称《条例）",
        "南星出版社（简称-{南社）", "南星出版社（简称<b南社）", "南星出版社（简称-{H|zh:南社}-）",
        "<code>南星出版社（简称“南社”）</code>", "南星出版社（简称-{a=>zh-hans:南社}-）",
        "南星出版社（简称[南社）", "南星出版社（简称“南|社”）",
    ],
)  # fmt: skip
def test_what_holds_other_signs_is_no_alias(text: str) -> None:
    """Laws, markup left open, hidden rules and code."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("南星出版社（又称南社、星社）", ["南社", "星社"]),
        ("南星出版社（又称南社或星社，下同）", ["南社", "星社"]),
        ("南星出版社（简称“南社”、“星社”，社长“陈某”）", ["南社", "星社"]),
        ("南星出版社（简称南社，又称星社）", ["南社", "星社"]),
        ("南星出版社（又称南社、星社等）", ["南社", "星社"]),
        ("南星出版社（下称“双方”，又称“星社”）", ["星社"]),
    ],
)
def test_each_alias_of_a_bracket_is_told(text: str, told: list[str]) -> None:
    """One after another, in quotes or not, but nothing else that is quoted."""
    assert aliases(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "`南星出版社（简称“南社”）`",
        "<!-- 南星出版社（简称“南社”） -->",
        "```\n南星出版社（简称“南社”）\n```",
    ],
)
def test_masked_code_and_comments_give_no_alias(text: str) -> None:
    """Callers mask them; the spaces that are left stand for nothing."""
    assert found(*text.split("\n")) != []
    assert found(*mask(text).split("\n")) == []


@pytest.mark.parametrize(
    "piece", ["（", "（简称", "甲（简称乙）", "-{", "<b ", "[", "[甲](", "**", "<code>", "`", "称“"]
)
def test_a_hostile_line_costs_no_more_than_a_long_one(piece: str) -> None:
    """Marks opened fifty thousand times end in good time."""
    assert found("称" + piece * 50_000) == []


def test_an_alias_of_another_organisation_is_told_as_such() -> None:
    """It would lead readers and links to the other one."""
    (warning,) = found("某市教育局（簡稱「北盟」）")
    assert "it means league" in warning
    assert "content/organisations/league.yaml" in warning
