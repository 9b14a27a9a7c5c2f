"""Names by context: the cases of one data file, and what holds for every text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.variants import lexicon
from hutong.variants import names_evidence as evidence
from hutong.variants.names import SURE, Name, find_names

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "name_cases.json").read_text(encoding="utf-8")
)
MARK = re.compile("[【】]")
SIGNS = {row[0].split()[0]: row[1] for row in lexicon.rows("names.signs.tsv")}
KINDS = {tuple(row[0].split()): row[1] for row in lexicon.rows("names.signs.tsv")}
PIECES = [
    *SIGNS, *"国威若薇文乐达夫正明华、，。·（）5的说在和特克斯马", "议员", "先生", "表示", "主席",
    "陈志明", "于正", "余文乐", "\n", "\0", "\ud800", "a", "",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def sure(text: str) -> list[Name]:
    """The names in one text that may be applied unseen."""
    return [name for name in find_names([text])[0] if name.confidence >= SURE]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_finds_just_the_marked_signs(case: dict[str, list[str]]) -> None:
    """Every sign between 【】 is surely part of a name, and no other sign of the texts is."""
    plain = [MARK.sub("", text) for text in case["texts"]]
    for text, bare, names in zip(case["texts"], plain, find_names(plain), strict=True):
        marked = [found.start() - 2 * seen for seen, found in enumerate(re.finditer("【", text))]
        assert [name.at for name in names if name.confidence >= SURE] == marked
        assert all(bare[name.at : name.stop] == name.surname for name in names)


def test_cases_are_many_unique_and_hold_traps() -> None:
    """The data file keeps its size: at least eighty cases, a quarter of them without a name."""
    assert len({case["id"] for case in CASES}) == len(CASES) >= 80
    traps = [case for case in CASES if not any("【" in text for text in case["texts"])]
    assert len(traps) * 4 >= len(CASES)


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("议员钟国斌表示", "鍾", "surname"),
        ("会计师余家明认为", "余", "surname"),
        ("教师张郁芬、李美惠", "郁", "given"),
        ("特里·史密斯", "里", "foreign"),
    ],
)
def test_form_and_kind_are_told(text: str, form: str, kind: str) -> None:
    """A name says what it becomes, and which part of a name it is."""
    assert [(name.form, name.kind) for name in sure(text)] == [(form, kind)]


def test_full_name_holds_in_every_paragraph_once_one_is_sure() -> None:
    """Where nothing around it helps, the first mention elsewhere does; alone it is a question."""
    later = "她对钟敏仪很有信心。"
    assert sure(later) == []
    texts = ["总经理钟敏仪介绍，工程下月开始。", "", later]
    assert [[name.at for name in names] for names in find_names(texts)] == [[3], [], [2]]
    assert all(name.confidence >= SURE for names in find_names(texts) for name in names)


def test_order_of_the_paragraphs_does_not_matter() -> None:
    """A name that is sure only later in the document is so from its beginning."""
    texts = ["涂志远说得很慢。", "教授涂志远指出，资料并不齐全。"]
    there, back = find_names(texts), find_names(texts[::-1])
    assert there == back[::-1]
    assert [len(names) for names in there] == [1, 1]


def test_name_never_spans_two_texts() -> None:
    """What ends one paragraph and begins the next is no name."""
    assert find_names(["议员余", "若薇表示"]) == [[], []]


def test_weak_proof_is_a_question() -> None:
    """Between a half and sure the editor is asked."""
    names = find_names(["作手钟善诚的家人没有回应。"])[0]
    assert [0.5 <= name.confidence < SURE for name in names] == [True]


@given(st.lists(TEXT, max_size=4))
def test_spans_lie_in_their_texts_in_order_and_apart(texts: list[str]) -> None:
    """One list a text; each span holds its sign; the form is the one listed for its kind."""
    found = find_names(texts)
    assert len(found) == len(texts)
    for text, names in zip(texts, found, strict=True):
        end = 0
        for name in names:
            assert end <= name.at < name.stop <= len(text)
            assert text[name.at : name.stop] == name.surname
            assert KINDS[name.surname, name.kind] == name.form
            assert 0.5 <= name.confidence <= 1
            end = name.stop


@given(st.lists(st.text(), max_size=3))
def test_any_text_is_survived(texts: list[str]) -> None:
    """No text is too odd: one list of names comes back for each."""
    assert len(find_names(texts)) == len(texts)


@given(st.text(st.characters(exclude_characters=list(SIGNS))))
def test_text_without_such_a_sign_has_no_names(text: str) -> None:
    """Only listed signs are ever told."""
    assert find_names([text]) == [[]]


@given(st.lists(TEXT, max_size=4))
def test_same_texts_give_the_same_names(texts: list[str]) -> None:
    """The function keeps nothing between documents."""
    first = find_names(texts)
    find_names(["议员余若薇表示", "于正"])
    assert find_names(texts) == first


def test_well_known_people_are_found_by_name() -> None:
    """Every listed full name can be reached: its first sign that matters is found after a title."""
    lost = [name for name in evidence.lists().known if not find_names([f"演员{name}说"])[0]]
    assert lost == []


def test_every_finding_has_a_weight() -> None:
    """The table of weights names just what the evidence can name."""
    source = Path(evidence.__file__).read_text(encoding="utf-8")
    told = set(re.findall(r'"((?:before|after|known|likely|word)[ ,][a-z ]+)"', source))
    told |= {f"given {length}" for length in range(4)} | {"known", "base"}
    told -= {"word after "}
    assert told == set(evidence.lists().weights)
