"""Spellings of one reading are made equal, and words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.folding import Folding, load_folding

FOLDING = load_folding()
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))


@pytest.mark.parametrize(
    ("one", "other"),
    [("計畫", "計劃"), ("週末", "周末"), ("裡面", "裏面"), ("因為", "因爲"), ("台灣", "臺灣"),
     ("公佈", "公布"), ("儘量", "盡量"), ("群眾", "羣衆"), ("瞭解", "了解"), ("答覆", "答複")],
)  # fmt: skip
def test_spellings_of_a_word_fold_to_one(one: str, other: str) -> None:
    """What only houses or regions write differently is the same after folding."""
    assert FOLDING.fold(one) == FOLDING.fold(other)


@pytest.mark.parametrize(
    "pair",
    ["發髮", "後后", "幹乾", "里裏", "麵面", "隻只", "復複", "鐘鍾", "併並", "製制", "游遊"],
)
def test_different_words_stay_different(pair: str) -> None:
    """Two readings of one Simplified character are never folded together."""
    assert FOLDING.fold(pair[0]) != FOLDING.fold(pair[1])


@given(HAN)
def test_folding_twice_is_folding_once_and_keeps_the_length(text: str) -> None:
    """A character that stands for a reading stands for itself."""
    folded = FOLDING.fold(text)
    assert FOLDING.fold(folded) == folded
    assert len(folded) == len(text)


def test_what_stands_for_a_reading_is_never_itself_replaced() -> None:
    """The table leads to its end in one step."""
    assert not {ord(head) for head in FOLDING.table.values()} & FOLDING.table.keys()


def test_without_a_table_text_stays() -> None:
    """Only the table folds."""
    assert Folding({}).fold("計畫") == "計畫"
