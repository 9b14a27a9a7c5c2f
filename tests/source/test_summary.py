"""Summaries: whole sentences, no cut word, no cut figure."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from hutong.source.summary import LONGEST, summarise, width
from tests.source.reading import HEAD, document

PIECES = st.sampled_from(
    [
        "人才",
        "469.25萬",
        "3,000多名",
        "“好。”",
        "「真！」",
        "Zoom",
        "，",
        "。",
        "！",
        "；",
        "-{A|簽。}-",
        "（甲）",
    ]
)


def test_sentences_are_whole_and_few() -> None:
    """Sentences are taken while there is room."""
    text = "第一句話說了很多很多的事情，都很要緊。" * 3 + "最後一句。"
    assert (
        summarise(f"<p>{text}</p>") == "第一句話說了很多很多的事情，都很要緊。" * 3 + "最後一句。"
    )
    assert summarise(f"<p>{text * 5}</p>").endswith("。")
    assert width(summarise(f"<p>{text * 5}</p>")) <= 160


def test_a_sentence_ends_after_its_quotes() -> None:
    """A closing quote belongs to its sentence, and a stop inside quotes ends none."""
    long = "他在會上用了很長的時間對大家這樣說明白了整件事情的來龍去脈：“做得好。做得快。”"
    assert summarise(f"<p>{long}大家都{'很' * 60}高興。</p>") == long


def test_figures_are_never_cut() -> None:
    """A decimal point is no full stop, a separator no comma."""
    text = "接待遊客469.25萬人次，收入31,580.7萬元" + "，又" * 200
    assert summarise(f"<p>{text}</p>").startswith("接待遊客469.25萬人次，收入31,580.7萬元")


def test_a_sentence_too_long_is_cut_after_a_clause() -> None:
    """The ellipsis tells that it goes on."""
    found = summarise("<p>" + "這是一個沒有盡頭的句子，" * 40 + "</p>")
    assert found.endswith("句子……")
    assert width(found) <= 170


def test_asides_tables_and_pictures_are_no_summary() -> None:
    """The text itself is summarised."""
    blocks = "::: facts\n- 重點\n:::\n\n::: newslink 標題\n旁文。\n:::\n\n"
    typed = blocks + "| a |\n|---|\n| b |\n\n正文第一句。"
    assert document(HEAD + typed).summary == "正文第一句。"


def test_a_text_without_paragraphs_has_no_summary() -> None:
    """Nothing is made up."""
    assert document(HEAD + "## 標題").summary == ""


@given(st.lists(PIECES, min_size=1, max_size=80).map("".join))
def test_a_summary_is_the_start_of_its_text(text: str) -> None:
    """Whatever the text, its summary is a beginning of it with the same figures."""
    found = summarise(f"<p>{text}</p>")
    cut = found.removesuffix("……")
    assert text.startswith(cut)
    assert not re.match(r"\d", text[len(cut) :]) or not re.search(r"[\d.,]$", cut)
    assert width(found) <= LONGEST or "，" not in text
