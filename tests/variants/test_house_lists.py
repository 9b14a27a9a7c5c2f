"""Every line of a house list says why it is there and where that is known from."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from hutong.variants import convert_text, lexicon

LISTS = sorted(
    one.name
    for one in files("hutong.variants").joinpath("data").iterdir()
    if one.name.startswith("house.")
)
COUNTED = re.compile(r"counted (\w+) (\d+):(\d+)")


def test_every_edition_with_a_style_has_a_list() -> None:
    """And no list is of an edition that does not use it."""
    assert sorted(f"house.{tag}.tsv" for tag in lexicon.HOUSE_STYLES) == LISTS


@pytest.mark.parametrize("name", LISTS)
def test_every_line_has_its_source(name: str) -> None:
    """Four columns, none empty: what, to what, why, from where."""
    text = files("hutong.variants").joinpath("data", name).read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    assert head == "from\tto\tnote\tsource"
    assert [line for line in lines if [bool(cell) for cell in line.split("\t")] != [True] * 4] == []


@pytest.mark.parametrize("name", LISTS)
def test_counts_are_for_the_spelling_taken(name: str) -> None:
    """Where a source gives counts, the spelling to take is the more frequent one."""
    for row in lexicon.rows(name):
        for _, taken, left in COUNTED.findall(row[3]):
            assert int(taken) > int(left), row


@pytest.mark.parametrize("name", LISTS)
def test_a_line_without_evidence_says_so(name: str) -> None:
    """Counts and a claim of none exclude each other."""
    both = [row for row in lexicon.rows(name) if "unmeasured" in row[3] and "counted" in row[3]]
    assert both == []


def test_macao_differs_from_hong_kong_only_in_names() -> None:
    """As long as nothing of Macao's own is known, its list is Hong Kong's."""
    hong_kong = dict(lexicon.house_rules("zh-Hant-HK"))
    macao = dict(lexicon.house_rules("zh-Hant-MO"))
    assert macao.items() <= hong_kong.items()
    assert all("臺" in hong_kong[word] for word in hong_kong.keys() - macao.keys())


@pytest.mark.parametrize(
    ("text", "hong_kong", "taiwan"),
    [
        ("计划", "計劃", "計畫"),
        ("上周的污染", "上周的污染", "上週的污染"),
        ("公布了布局", "公布了布局", "公布了布局"),
        ("尽快了解", "盡快了解", "儘快了解"),
        ("雇主与雇用", "僱主與僱用", "雇主與僱用"),
        ("管弦乐团", "管弦樂團", "管弦樂團"),
        ("台商回流", "台商回流", "臺商回流"),
        ("巨额账单", "巨額帳單", "巨額帳單"),
        ("文化遗迹", "文化遺蹟", "文化遺跡"),
        ("一起打拼", "一起打拼", "一起打拚"),
        ("黄岩岛", "黃岩島", "黃岩島"),
        ("四周与这周围", "四周與這周圍", "四周與這周圍"),
        ("围绕境内", "圍繞境內", "圍繞境內"),
        ("店铺与铺设", "店舖與鋪設", "店鋪與鋪設"),
    ],
)
def test_editions_spell_as_their_readers_do(text: str, hong_kong: str, taiwan: str) -> None:
    """The same text in both Traditional editions."""
    assert convert_text(text, source="zh-Hans-CN", target="zh-Hant-HK") == hong_kong
    assert convert_text(text, source="zh-Hans-CN", target="zh-Hant-TW") == taiwan


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("帳目與帳篷", "账目与帐篷"),
        ("籌畫計畫", "筹划计划"),
        ("身分與成份", "身份与成分"),
        ("賸餘", "剩余"),
        ("徹底與澈底", "彻底与彻底"),
        ("超過份額", "超过份额"),
    ],
)
def test_simplified_has_the_standard_spelling(text: str, simplified: str) -> None:
    """Variant words of Traditional texts become those of the mainland's lists."""
    assert convert_text(text, source="zh-Hant-TW", target="zh-Hans-CN") == simplified
