"""Guards are found where words meet, and given up where they would do harm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from training.guards import Search, find_guards
from training.words import Words, load_words

from tests.training.greedy import greedy

TABLE = {"发": "發", "护发": "護髮", "准": "准", "准备": "準備", "护": "護", "备": "備"}
COUNTS = {"保护": 900, "发展": 2000, "保": 150, "护": 110, "护发": 2, "展": 120, "发": 500}


def search(
    counts: Mapping[str, int],
    table: Mapping[str, str] = TABLE,
    heard: Mapping[str, Mapping[str, int]] | None = None,
) -> Search:
    """A search with few words and the toy engine."""
    convert = greedy(table)
    return Search(
        Words(counts, sum(counts.values())),
        read=lambda texts: [convert(text) for text in texts],
        asked=frozenset("发准"),
        heard=heard or {},
    )


def test_a_word_before_a_wrong_cut_is_found() -> None:
    """保护发展 is read as 保護髮展, so a guard holds 保护 or 护发展 together."""
    guards, told = find_guards(search(COUNTS), 0.1)
    assert guards
    assert set(guards.items()) <= {("保护", "保護"), ("护发展", "護發展")}
    assert "mend 100.0%" in told
    mended = greedy({**TABLE, **guards})
    assert mended("保护发展") == "保護發展"


def test_no_guard_stands_where_the_longer_word_is_the_likelier() -> None:
    """Where 护发 is the common word, its reading stays."""
    counts = {**COUNTS, "护发": 2_000_000, "保护": 100, "发展": 100}
    assert find_guards(search(counts), 0.1)[0] == {}


def test_a_guard_that_would_cut_a_word_is_given_up() -> None:
    """批准 after 一 would part 准备, which 一批 may well stand before."""
    harm = search({"一批": 5000, "准备": 9000, "批准": 100}).harm({"一批准": "一批准"})
    assert harm["一批准"] == pytest.approx(5000 * 9000 / 14_100)


def test_harm_counts_words_without_a_character_in_question() -> None:
    """发展 before 现 would part 现在, though only the first word has such a character."""
    table = {"发展": "發展"}
    counts = {"发展": 700, "现在": 300}
    harm = search(counts, table).harm({"发展现": "髮展现"})
    assert harm["发展现"] == pytest.approx(700 * 300 / 1000)


def test_a_single_sign_is_judged_by_what_was_heard_after_the_sign_before() -> None:
    """Whether 头发 is one word no dictionary of counts tells, but text does."""
    table = {"发": "發", "头发": "頭髮"}
    counts = {"一头": 500, "发": 500, "头发": 900}
    plain = search(counts, table, {"头发": {"發": 99, "髮": 1}})
    hair = search(counts, table, {"头发": {"發": 1, "髮": 99}})
    assert find_guards(plain, 0.1)[0] == {"一头": "一头"}
    assert find_guards(hair, 0.1)[0] == {}


def test_counts_are_read_from_lines_of_word_count_and_kind(tmp_path: Path) -> None:
    """Only words of Han characters count."""
    path = tmp_path / "dict.txt"
    path.write_text("发展 20 vn\nAT&T 3 nz\n保护 5 v\n", encoding="utf-8")
    assert load_words(path) == Words({"发展": 20, "保护": 5}, 25)


def test_a_file_without_words_is_refused(tmp_path: Path) -> None:
    """An empty or foreign file is named, not learned from."""
    path = tmp_path / "dict.txt"
    path.write_text("a 1 b\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"dict\.txt"):
        load_words(path)
