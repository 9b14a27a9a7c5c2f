"""Notes in CI: what GitHub and GitLab get, however odd the text."""

from __future__ import annotations

import json
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from hutong.desk.annotations import (
    MOST,
    ROWS,
    github_lines,
    github_summary,
    gitlab_report,
    open_notes,
)
from hutong.desk.review_data import ReviewArticle, ReviewData, ReviewNote


def note(number: int = 0, **changes: object) -> ReviewNote:
    """A note, different for each number."""
    fields = {
        "id": f"{number:016x}", "lines": (number + 7,), "variant": "zh-Hant-HK", "rule": "context",
        "sentence": "他复出了。", "at": 1, "before": "复", "after": "復",
        "choices": ("復", "複"), "confidence": 0.6 + number / 100, "reading": "他復出了。",
        "reading_at": 1, "few": True, "decided": None, **changes,
    }  # fmt: skip
    return ReviewNote(**fields)  # type: ignore[arg-type]  # tests give what they like


def data(*notes: ReviewNote, path: str = "content/news/a.md") -> ReviewData:
    """One article with these notes."""
    article = ReviewArticle(path=path, title="樣本", variant="zh-Hans-CN", pages={}, notes=notes)
    return ReviewData(articles=(article,))


def _undo(text: str) -> str:
    """What GitHub's runner does with an escaped message."""
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_a_notice_says_place_change_and_doubt() -> None:
    """The file and line are GitHub's to link; the rest is for the editor."""
    (line,) = github_lines(open_notes(data(note())))
    assert line == (
        "::notice file=content/news/a.md,line=7,title=Conversion%3A 复 → 復 (zh-Hant-HK)"
        "::他[复]出了。 - context, 60%25 sure; it may also be 複"
    )


def test_only_the_least_sure_are_annotated() -> None:
    """GitHub shows ten of a step, so the eleventh and later ones are only counted."""
    notes = open_notes(data(*(note(number) for number in range(14, -1, -1))))
    lines = github_lines(notes)
    assert len(lines) == MOST + 1
    assert [int(found) for line in lines[:-1] for found in re.findall(r"line=(\d+)", line)] == [
        *range(7, 17)
    ]
    assert lines[-1].startswith("5 more")


def test_decided_and_sure_notes_are_left_out() -> None:
    """What an editor settled, and what is not among the few, needs no annotation."""
    notes = open_notes(data(note(decided="複"), note(1, few=False), note(2)))
    assert [one.note.id for one in notes] == [f"{2:016x}"]


def test_no_notes_no_lines() -> None:
    """An article without doubts is told in the summary only."""
    assert github_lines(()) == []
    assert "Nothing to decide" in github_summary(())
    assert json.loads(gitlab_report(())) == []


_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@given(_TEXT, _TEXT, _TEXT)
def test_no_text_breaks_out_of_a_notice(left: str, before: str, path: str) -> None:
    """Whatever a sentence or path holds, one note is one line with one command."""
    odd = note(sentence=left + before, at=len(left), before=before)
    (line,) = github_lines(open_notes(data(odd, path=path)))
    assert "\n" not in line
    assert "\r" not in line
    match = re.fullmatch(r"::notice file=([^,:]*),line=7,title=([^,:]*)::(.*)", line, re.DOTALL)
    assert match
    assert _undo(match[1]) == path
    assert f"[{before}]" in _undo(match[3])


@given(_TEXT, _TEXT)
def test_no_text_breaks_the_table(left: str, before: str) -> None:
    """Pipes, line breaks, tags and Markdown signs stay in their cell as text."""
    odd = note(sentence=left + before, at=len(left), before=before)
    rows = [
        line for line in github_summary(open_notes(data(odd))).split("\n") if line.startswith("| ")
    ]
    assert len(rows) == 3
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", rows[-1])) == 5


def test_the_table_shows_markup_as_text() -> None:
    """A sentence with a tag or stars in it reads as written."""
    odd = note(sentence="a<b>*复*", at=5, before="复")
    row = github_summary(open_notes(data(odd))).split("\n")[4]
    html = markdown(row)
    assert "<b>" not in html
    assert "<em>" not in html
    assert "a<b>*[复]*" in unescape(html)


def test_a_long_table_is_cut_and_says_so() -> None:
    """Nobody reads a thousand rows, and GitHub has a limit."""
    text = github_summary(open_notes(data(*(note(number) for number in range(ROWS + 3)))))
    assert "3 more are not listed" in text
    assert text.count("content/news/a.md") == ROWS


def test_the_gitlab_report_has_its_fields() -> None:
    """Each entry can be matched with the last run's, and says where to look."""
    entries = json.loads(gitlab_report(open_notes(data(note(), note(30, lines=())))))
    assert entries[0] == {
        "description": "复 → 復 (zh-Hant-HK): 他[复]出了。 - context, 60% sure; it may also be 複",
        "check_name": "conversion-context",
        "fingerprint": f"{0:016x}",
        "severity": "minor",
        "location": {"path": "content/news/a.md", "lines": {"begin": 7}},
    }
    assert entries[1]["severity"] == "info"
    assert entries[1]["location"]["lines"]["begin"] == 1


def test_notes_on_the_source_say_so() -> None:
    """A slip in the article itself is no matter of an edition."""
    slip = note(variant="", rule="mixed-script", choices=("幹", "干"), after="幹", confidence=0.2)
    [line] = [one["description"] for one in json.loads(gitlab_report(open_notes(data(slip))))]
    assert "→ 幹 (source text)" in line
    assert "20% meant so; it may also be 干" in line


def test_long_sentences_are_shortened() -> None:
    """An annotation shows the place, not the whole paragraph."""
    long = note(sentence="前" * 40 + "复" + "后" * 40, at=40)
    [line] = [one["description"] for one in json.loads(gitlab_report(open_notes(data(long))))]
    assert f"…{'前' * 15}[复]{'后' * 15}…" in line
