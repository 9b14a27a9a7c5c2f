"""Characters and words of the other script are found where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.variants import lexicon
from hutong.variants.checks import find_stray_places, find_suspect_places

SCRIPTS = ("Hant", "Hans")


@pytest.mark.parametrize(
    ("text", "script", "places"),
    [
        ("发展廣东", "Hant", [(0, "发"), (3, "东")]),
        ("發展广東", "Hans", [(0, "發"), (3, "東")]),
        ("这价格", "Hant", [(0, "这"), (1, "价")]),
        ("群峰台床", "Hant", []),
        ("", "Hans", []),
    ],
)
def test_strays_are_found_in_order(text: str, script: str, places: list[tuple[int, str]]) -> None:
    """Every character that the script has not, at its offset, as often as it stands there."""
    assert find_stray_places(text, script) == places


@pytest.mark.parametrize(
    ("text", "script", "places"),
    [
        ("以后的骨干", "Hant", [(0, "以后", "以後"), (3, "骨干", "骨幹")]),
        ("骨干與骨干", "Hant", [(0, "骨干", "骨幹"), (3, "骨干", "骨幹")]),
        ("他乾净，意味著", "Hans", [(1, "乾净", "干净"), (4, "意味著", "意味着")]),
        ("骨幹、以後", "Hant", []),
        ("乾坤、著名", "Hans", []),
    ],
)
def test_suspects_are_found_with_their_right_spelling(
    text: str, script: str, places: list[tuple[int, str, str]]
) -> None:
    """Words that no single character betrays."""
    assert find_suspect_places(text, script) == places


@pytest.mark.parametrize(
    "text",
    ["若干部門", "三百公里面積", "各方面包括", "控制作物", "機制作為", "對手表示", "上游客戶",
     "紅軍長征集結", "防制成效", "有才干預", "天后", "國家里程碑"],
)  # fmt: skip
def test_words_that_only_meet_are_not_suspected(text: str) -> None:
    """Right Traditional text in which the signs of a suspect come together."""
    assert find_suspect_places(text, "Hant") == []


@pytest.mark.parametrize("text", ["有著名作家", "看著作", "为著述", "乾隆", "覆盖"])
def test_right_simplified_words_are_not_suspected(text: str) -> None:
    """著名 and 著作 keep 著, 乾隆 keeps 乾."""
    assert find_suspect_places(text, "Hans") == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_suspect_is_told_by_a_character_already(script: str) -> None:
    """Each word of the lists holds characters of its own script only, and so does its mend."""
    rows = lexicon.pairs(f"suspects.{script}.tsv")
    assert [word for word, _ in rows if find_stray_places(word, script)] == []
    assert [right for _, right in rows if find_stray_places(right, script)] == []


@pytest.mark.parametrize("find", [find_stray_places, find_suspect_places])
@given(text=st.text(alphabet="骨干部若后以裏里面發发著名意味乾净", max_size=40))
def test_places_point_at_their_text(
    find: Callable[[str, str], list[tuple[int, str]]], text: str
) -> None:
    """Offsets are those of the words, in order, and no two places overlap."""
    for script in SCRIPTS:
        end = 0
        for at, word, *_ in find(text, script):
            assert at >= end
            assert text[at : at + len(word)] == word
            end = at + len(word)
