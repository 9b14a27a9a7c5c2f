"""The parts of the benchmark of speed; how fast anything is, no test says."""

from __future__ import annotations

import lzma
import re
from html import unescape
from pathlib import Path

import pytest

from bench import speed
from bench.speed import ALONE, article, data_sizes, markdown, paces
from bench.texts import LARGEST, SMALLEST, NoTexts, documents


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two files of lines, one of them packed."""
    lines = [f"第{number}項合作安排在兩地展開，頭髮與發展都在其中。" for number in range(2000)]
    (tmp_path / "plain.txt").write_text("\n".join(lines), encoding="utf-8")
    folder = tmp_path / "deep"
    folder.mkdir()
    (folder / "packed.txt.xz").write_bytes(lzma.compress("\n".join(lines[::-1]).encode()))
    return tmp_path


def test_documents_are_the_same_every_time_and_of_the_size_of_articles(corpus: Path) -> None:
    """2 to 10 KB each, of several paragraphs, by a fixed seed."""
    made = documents(corpus, 12)
    assert made == documents(corpus, 12)
    assert all(SMALLEST <= len(text.encode()) <= LARGEST for text in made)
    assert all("\n" in text for text in made)
    assert len(set(made)) == 12


def test_a_corpus_too_small_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder ends with a message and exit code 2."""
    with pytest.raises(NoTexts, match="at least"):
        documents(tmp_path, 1)
    assert speed.main(["--corpus", str(tmp_path)]) == 2
    assert "at least" in capsys.readouterr().err


@pytest.mark.parametrize("target", ALONE)
def test_every_way_of_converting_takes_every_turn(corpus: Path, target: str) -> None:
    """Each way has a figure for each round, and ratios are to OpenCC alone."""
    reached = paces(documents(corpus, 2), target, rounds=3)
    assert [one.name for one in reached][: len(ALONE[target])] == [
        f"OpenCC {name}" for name in ALONE[target]
    ]
    assert {len(one.rounds) for one in reached} == {3}
    assert reached[0].ratio == 1
    text = markdown(reached, {"start": 0.0125}, {"a.tsv": 500_000, "b.tsv": 1})
    assert f"| {target} | Hutong convert_text | " in text
    assert "| start | 12.5 ms |" in text
    assert "| package data, 2 files | 0.500 MB |" in text


def test_an_article_holds_the_whole_text() -> None:
    """Paragraphs, links and headings are balanced, and no character is lost or unescaped."""
    text = "\n".join(["題目", *(f"第{number}段<甲>&乙，很長的一段文字。" for number in range(9))])
    one = article(text, "zh-Hant-HK")
    assert one.title == "題目"
    assert one.body.count("<p>") == one.body.count("</p>") == 9
    assert one.body.count("<a ") == one.body.count("</a>") == 3
    plain = unescape(re.sub("<[^<>]+>", "", one.body))
    assert [line for line in text.split("\n")[1:] if line not in plain.split("\n")] == []


def test_package_data_is_counted_whole() -> None:
    """Every table counts, its README does not."""
    sizes = data_sizes()
    assert sizes["words.tsv"] > 0
    assert not [name for name in sizes if name.endswith(".md")]
