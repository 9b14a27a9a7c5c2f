"""Units: what the engine got and gave, in sentences and lined up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hutong.variants.spans import HOLE, Shielded, unshield
from hutong.variants.units import Unit

SIGNS = st.text(alphabet="发里范。！；，” \n" + HOLE, max_size=40)


def unit(text: str) -> Unit:
    """A unit that stays as it is, with a numbered piece for each hole."""
    return Unit(text, text, tuple(f"[{n}]" for n in range(text.count(HOLE))))


def test_sentences_end_with_their_mark_and_its_bracket() -> None:
    """A sentence takes its closing mark, and the quotation mark after it, along."""
    found = [one.text for one in unit("他说：“好。”我走了！ 再见").sentences()]
    assert found == ["他说：“好。”", "我走了！", "再见"]


def test_a_sentence_shows_what_was_kept_from_the_engine() -> None:
    """Offsets count in the text that editors know, whatever stood for it in the engine."""
    [one] = Unit(f"见{HOLE}发。", f"見{HOLE}發。", ("https://a.example",)).sentences()
    assert one.text == "见https://a.example发。"
    assert one.offsets == (0, 1, 18, 19)


@given(SIGNS)
def test_sentences_cover_all_but_space(text: str) -> None:
    """Nothing that could be doubted stands outside every sentence."""
    whole = unit(text)
    inside = {at for one in whole.sentences() for at in range(one.start, one.stop)}
    assert all(char.isspace() for at, char in enumerate(text) if at not in inside)


@given(SIGNS)
def test_offsets_find_each_character_in_its_sentence(text: str) -> None:
    """``offsets`` lead from what the engine got to the sentence's own text."""
    for one in unit(text).sentences():
        for at, offset in zip(range(one.start, one.stop), one.offsets, strict=True):
            expected = "[" if text[at] == HOLE else text[at]
            assert one.text[offset] == expected


def test_texts_of_one_length_line_up_whole() -> None:
    """The usual case: as many characters out as in."""
    assert list(Unit("头发，好", "頭髮，好").blocks()) == [(0, 0, 4)]


def test_where_a_term_grew_the_other_clauses_still_line_up() -> None:
    """Only the clause with the longer term is left out."""
    blocks = list(Unit("头发，意粉，好", "頭髮，意大利粉，好").blocks())
    assert blocks == [(0, 0, 3), (6, 8, 1)]


def test_texts_with_other_marks_do_not_line_up() -> None:
    """Where a term brings marks of its own, nothing is guessed."""
    assert list(Unit("甲乙", "甲，乙丙").blocks()) == []


@given(st.text(alphabet="一二三" + HOLE, max_size=20), st.data())
def test_more_holes_keep_every_piece_in_its_place(text: str, data: st.DataObject) -> None:
    """Holding further stretches back and putting all pieces in again gives the text."""
    pieces = tuple(f"[{n}]" for n in range(text.count(HOLE)))
    free = [at for at, char in enumerate(text) if char != HOLE]
    picked = data.draw(st.lists(st.sampled_from(free), unique=True)) if free else []
    one = Shielded(text, pieces, pieces)
    more = one.with_holes([(at, at + 1, text[at]) for at in sorted(picked)])
    assert more.text.count(HOLE) == text.count(HOLE) + len(picked)
    assert unshield(more.text, more.held) == unshield(text, pieces)
    assert unshield(more.text, more.kept) == unshield(text, pieces)
