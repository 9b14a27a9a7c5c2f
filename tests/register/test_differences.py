"""A change is shown in phrases; the pieces make both texts again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.register.differences import Kind, Piece, differences

_SHORT = st.text("樣本協議的，。 ab12.%\n", max_size=30)


def _shown(pieces: tuple[Piece, ...]) -> str:
    signs = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "[+{}+]"}
    return "".join(signs[one.kind].format(one.text) for one in pieces)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("設立樣本辦事處", "設立樣本秘書處", "設立樣本[-辦事-][+秘書+]處"),
        ("设立样本办事处", "设立样本秘书处", "设立样本[-办事-][+秘书+]处"),
        ("名額為1,200人", "名額為1,250人", "名額為[-1,200-][+1,250+]人"),
        ("比率為12.5%。", "比率為12.8%。", "比率為[-12.5%-][+12.8%+]。"),
        ("自2023-06-16起", "自2023-06-18起", "自[-2023-06-16-][+2023-06-18+]起"),
        ("採用Sample標準", "採用Simple標準", "採用[-Sample-][+Simple+]標準"),
        ("樣本承諾。", "樣本承諾，每年檢討。", "樣本承諾[+，每年檢討+]。"),
        ("", "樣本", "[+樣本+]"),
        ("樣本", "", "[-樣本-]"),
        ("樣本", "樣本", "樣本"),
        ("", "", ""),
        (
            "推動人才的交流合作",
            "深化教育的互認互通",
            "[-推動人才的交流合作-][+深化教育的互認互通+]",
        ),
    ],
)
def test_changes_read_as_phrases(before: str, after: str, shown: str) -> None:
    """Numbers and words whole, Han by the character, and no crumbs between two changes."""
    assert _shown(differences(before, after)) == shown


@given(before=_SHORT | st.text(max_size=20), after=_SHORT | st.text(max_size=20))
def test_the_pieces_make_both_texts(before: str, after: str) -> None:
    """Nothing is lost, nothing is said twice, and no piece is empty."""
    pieces = differences(before, after)
    assert "".join(one.text for one in pieces if one.kind is not Kind.NEW) == before
    assert "".join(one.text for one in pieces if one.kind is not Kind.GONE) == after
    assert all(one.text for one in pieces)
    order = [(one.kind, other.kind) for one, other in pairwise(pieces)]
    assert all(one is not other and (one, other) != (Kind.NEW, Kind.GONE) for one, other in order)


@given(text=_SHORT)
def test_a_text_and_itself_differ_in_nothing(text: str) -> None:
    """One piece, or none."""
    assert {one.kind for one in differences(text, text)} <= {Kind.SAME}
