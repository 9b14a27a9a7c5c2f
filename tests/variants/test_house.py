"""House rules stay within words: nothing fires across the border of two."""

from __future__ import annotations

import pytest

from hutong.variants import convert_text, lexicon
from hutong.variants.engine import Recipe, make_engine
from hutong.variants.house import bounds, house_style

SOURCES = {
    "zh-Hant-HK": "zh-Hant-TW",
    "zh-Hant-TW": "zh-Hant-HK",
    "zh-Hant-MO": "zh-Hant-TW",
    "zh-Hans-CN": "zh-Hant-TW",
}
STYLED = [(source, tag) for tag, source in SOURCES.items()] + [
    ("zh-Hans-CN", "zh-Hant-HK"),
    ("zh-Hans-CN", "zh-Hant-TW"),
    ("zh-Hans-CN", "zh-Hant-MO"),
    ("zh-Hans-SG", "zh-Hans-CN"),
]


def simple(text: str) -> str:
    """``text`` in Simplified, sign by sign, so that words of any spelling can be compared."""
    return convert_text(text, source="zh-Hant-HK", target="zh-Hans-SG")


@pytest.mark.parametrize(("source", "target"), STYLED)
def test_no_rule_reaches_back_into_a_listed_word(source: str, target: str) -> None:
    """A word before the rest of a rule's word comes out as it does alone: 設備|注."""
    column = 0 if "-Hans" in source else 1
    joined = {left + right for left, right, *_ in lexicon.junctions()}
    rules = {simple(before) for before, _ in lexicon.house_rules(target) if len(before) > 1}
    plain = [pair for pair in lexicon.words() if not any(pair[0] in rule for rule in rules)]
    broken = []
    for pair in plain:
        alone = convert_text(pair[column], source=source, target=target)
        for rule in rules:
            if rule[0] != pair[0][-1] or pair[0][-2] + rule in joined:
                continue
            got = convert_text(pair[column] + rule[1:], source=source, target=target)
            if not got.startswith(alone):
                broken.append(got)
    assert broken == []


@pytest.mark.parametrize(("source", "target"), STYLED)
def test_no_rule_fires_across_a_junction(source: str, target: str) -> None:
    """Both sides of a listed border come out as they do apart."""
    engine = make_engine(_recipe(source, target))
    at = 0 if "-Hans" in source else 2
    rules = dict(lexicon.house_rules(target))
    broken = []
    for row in lexicon.junctions():
        got = engine.convert(row[at] + row[at + 1])
        final = row[2:] if "-Hant" in target else row[:2]
        whole = "".join(final)
        across = [
            rules[word]
            for word in rules
            if 1 < len(word) < len(whole)
            and word in whole
            and not any(word in one for one in final)
        ]
        broken += [got for form in across if form in got]
    assert broken == []


@pytest.mark.parametrize(
    ("source", "target"),
    [("zh-Hant-TW", "zh-Hant-HK"), ("zh-Hant-HK", "zh-Hant-TW"), ("zh-Hant-HK", "zh-Hant-MO"),
     ("zh-Hans-SG", "zh-Hans-CN")],
)  # fmt: skip
def test_every_rule_of_several_signs_holds_alone(source: str, target: str) -> None:
    """What a rule is about is still mended between words that do not touch it."""
    for before, after in lexicon.house_rules(target):
        if len(before) > 1:
            got = convert_text(f"我的{before}。", source=source, target=target)
            assert got == f"我的{after}。"


def test_bounds_hold_every_spelling() -> None:
    """A word of the segmentation is there in each spelling its source can have."""
    simplify = {"複": "复", "審": "审", "復": "复"}
    alike = {"复": "复復複", "审": "审審"}
    spelled = {word for word, _ in bounds("zh-Hant-HK", alike, simplify)}
    assert {"复审", "復審", "複審", "复審"} <= spelled


def test_unstyled_editions_have_no_rules() -> None:
    """Singapore and Malaysia have no list, and a text there stays as it is."""
    assert house_style("zh-Hans-SG") == ()
    assert convert_text("计画", source="zh-Hans-MY", target="zh-Hans-SG") == "计画"


def _recipe(source: str, target: str) -> Recipe:
    _, script, region = source.split("-")
    _, to_script, to_region = target.split("-")
    return Recipe(script, region, to_script, to_region)
