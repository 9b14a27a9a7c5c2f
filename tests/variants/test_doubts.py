"""What an editor is told to look at in a converted text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.variants import convert_text, lexicon
from hutong.variants.doubts import CONTEXT, LEAST_SURE, SPELLING, Doubt, find_doubts
from hutong.variants.tags import Tag, read_tag

HANS, HK, TW = read_tag("zh-Hans-CN"), read_tag("zh-Hant-HK"), read_tag("zh-Hant-TW")
DIRECTIONS = {"Hans-Hant": ("zh-Hans-CN", "zh-Hant-HK"), "Hant-Hans": ("zh-Hant-HK", "zh-Hans-CN")}


def doubts(given_: str, got: str) -> list[Doubt]:
    """The doubts about a text for Hong Kong."""
    return find_doubts(given_, got, source=HANS, target=HK)


def test_a_word_printed_in_two_spellings_is_told_whole() -> None:
    """The table's word is the place, with every spelling of it."""
    (one,) = [one for one in doubts("球队拼命防守", "球隊拼命防守") if one.rule == SPELLING]
    assert (one.at, one.before, one.after) == (2, "拼命", "拼命")
    assert set(one.choices) == {"拼命", "拚命"}
    assert one.choices[0] == one.after


def test_the_rarer_spelling_is_told_with_the_usual_one_first() -> None:
    """What is less than even does not lead the choices."""
    (one,) = [one for one in doubts("球队拼命防守", "球隊拚命防守") if one.rule == SPELLING]
    assert one.choices[0] == "拼命"
    assert one.confidence < 0.5


def test_a_single_sign_is_as_sure_either_way() -> None:
    """A word that the chain knew made it write 閑; that is no worse than the usual 閒."""
    (one,) = [one for one in doubts("闲", "閑") if one.rule == SPELLING]
    (usual,) = [one for one in doubts("闲", "閒") if one.rule == SPELLING]
    assert one.confidence == usual.confidence > 0.5
    assert one.choices == ("閑", "閒")


def test_a_sure_word_silences_its_characters() -> None:
    """拼音 is never 拚音, although 拼 alone is doubtful."""
    assert [one for one in doubts("汉语拼音", "漢語拼音") if one.before.startswith("拼")] == []


def test_a_sure_word_written_otherwise_is_told() -> None:
    """If the chain has another spelling of a sure word, it is most likely wrong."""
    (one,) = [one for one in doubts("汉语拼音", "漢語拚音") if one.before == "拼音"]
    assert one.confidence < 0.1
    assert one.choices == ("拼音", "拚音")


def test_what_no_table_has_is_taken_for_a_term() -> None:
    """A word that the site's glossary replaced is none of our doubts."""
    assert [one for one in doubts("拼命", "搏命") if one.rule == SPELLING] == []


def test_a_reading_against_its_context_is_told_first() -> None:
    """A wrong reading is far less sure than the right one, and both are choices."""
    text, wrong = "现金发放给居民", "現金髮放給居民"
    (bad,) = [one for one in doubts(text, wrong) if one.at == 2]
    assert bad.rule == CONTEXT
    assert bad.confidence < 0.7
    assert bad.choices[0] == "發"
    assert [one for one in doubts(text, "現金發放給居民") if one.at == 2] == []


@pytest.mark.parametrize(("target", "shape"), [(HK, "裏"), (TW, "裡")])
def test_choices_are_in_the_shapes_of_the_target(target: Tag, shape: str) -> None:
    """Hong Kong is offered 裏 where Taiwan is offered 裡."""
    found = find_doubts("他住在南平里，", f"他住在南平{shape}，", source=HANS, target=target)
    told = [one for one in found if one.at == 5]
    assert [set(one.choices) for one in told] == [{"里", shape}]


def test_doubts_within_one_script_are_none() -> None:
    """Between regions of one script nothing is ambiguous."""
    assert find_doubts("裡", "裏", source=TW, target=HK) == []


def test_texts_that_are_not_aligned_are_refused() -> None:
    """A shifted text would put every note in the wrong place."""
    with pytest.raises(ValueError, match="not aligned"):
        doubts("发展", "發展了")


def test_simplified_has_its_own_doubts() -> None:
    """藉 alone may be 借 or stay; in 慰藉 there is nothing to ask."""
    found = find_doubts("藉，慰藉", "借，慰藉", source=HK, target=HANS)
    assert [(one.at, one.after) for one in found] == [(0, "借")]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_choice_of_the_tables_is_as_long_as_its_word(direction: str) -> None:
    """Places must stay aligned whichever choice an editor takes."""
    for word, choices, right, *_ in lexicon.rows(f"doubtful.{direction}.tsv"):
        assert {len(choice) for choice in choices.split()} == {len(word)}, word
        assert 0 < int(right) <= 100, word
        assert int(right) == 100 or len(choices.split()) > 1, word


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_word_of_the_tables_is_converted_to_one_of_its_choices(direction: str) -> None:
    """Else the line could never speak: the chain has learned another spelling."""
    source, target = DIRECTIONS[direction]
    unspoken = {}
    for word, choices, right, *_ in lexicon.rows(f"doubtful.{direction}.tsv"):
        got = convert_text(word, source=source, target=target)
        if int(right) < 100 and got not in choices.split():
            unspoken[word] = got
    assert unspoken == {}


@settings(deadline=None)  # the first call makes an engine
@given(st.text(st.sampled_from("发里干后面只拼命音闲复回余系锤的，人\ue000\ue001"), max_size=40))
def test_doubts_point_at_the_text_in_order(text: str) -> None:
    """Every doubt is of its place, has its writing among the choices and is less than sure."""
    got = convert_text(text, target="zh-Hant-HK", source="zh-Hans-CN")
    if len(got) != len(text):
        return
    found = doubts(text, got)
    assert found == sorted(found, key=lambda one: one.at)
    assert len({one.at for one in found}) == len(found)
    for one in found:
        assert text[one.at : one.end] == one.before
        assert got[one.at : one.end] == one.after
        assert one.after in one.choices
        assert len(set(one.choices)) == len(one.choices) > 1
        assert 0 <= one.confidence < LEAST_SURE
