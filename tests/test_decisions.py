"""The decisions file: written and read without loss, and every fault in it told with its line."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hutong.decisions import (
    COLUMNS,
    Decision,
    format_decisions,
    key_id,
    merge,
    note_key,
    overlaps,
    parse_decisions,
)
from hutong.model import Note

PATH = "content/decisions.tsv"
HEAD = "\t".join(COLUMNS) + "\n"


def decision(sentence: str = "他复出。", **changes: object) -> Decision:
    """A sound decision, with changes."""
    fields = {
        "path": "news/a.md", "variant": "zh-Hant-HK", "sentence": sentence, "at": 1,
        "before": sentence[1], "choice": "復", **changes,
    }  # fmt: skip
    return Decision(**fields)  # type: ignore[arg-type]  # tests give what they like


_UNSEEN = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_WORD = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters=_UNSEEN + '<>&"'
    ),
    max_size=20,
)
_CELL = st.text(
    st.one_of(
        st.characters(
            exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters=_UNSEEN
        ),
        st.sampled_from("\t\r\\"),
    ),
    max_size=20,
)
_REMARK = st.one_of(_CELL, st.just("a\nb"))


@st.composite
def _decisions(draw: st.DrawFn) -> Decision:
    left, before, right = draw(_CELL), draw(_WORD.filter(bool)), draw(_CELL)
    variant = draw(st.sampled_from(["", "zh-Hant-HK", "zh-Hans-CN"]))
    other = draw(st.sampled_from([before, before[::-1], "復" * len(before)]))
    return Decision(
        path=draw(_WORD.filter(bool)),
        variant=variant,
        sentence=left + before + right,
        at=len(left),
        before=before,
        choice=other if variant else before,
        note=draw(_REMARK),
    )


@given(st.lists(_decisions(), max_size=8))
def test_what_is_written_is_read_again(decisions: list[Decision]) -> None:
    """Any text goes into the file and comes back, tabs, line breaks and backslashes too."""
    merged = merge(decisions)
    assume(not list(overlaps(merged)))
    read, problems = parse_decisions(format_decisions(decisions), PATH)
    assert problems == ()
    assert [(one.key, one.choice, one.note) for one in read] == [
        (one.key, one.choice, one.note) for one in merged
    ]
    assert [one.line for one in read] == list(range(2, len(read) + 2))


@given(st.lists(_decisions(), max_size=8))
def test_the_file_is_the_same_in_any_order(decisions: list[Decision]) -> None:
    """Two editors who decide the same in another order write the same file."""
    unique = list(merge(decisions))
    assert format_decisions(unique) == format_decisions(reversed(unique))


@given(st.text(max_size=300))
def test_any_file_is_read_or_refused_with_lines(text: str) -> None:
    """No text crashes the reader, and problems name lines that exist."""
    _, problems = parse_decisions(text, PATH)
    assert all(1 <= one.line <= text.count("\n") + 1 for one in problems)
    assert all(one.path == PATH for one in problems)


def test_an_empty_file_holds_nothing() -> None:
    """A file without text, or with the header alone, is no fault."""
    assert parse_decisions("", PATH) == ((), ())
    assert parse_decisions(HEAD, PATH) == ((), ())


def test_files_from_windows_are_read() -> None:
    """A byte order mark and CRLF at line ends are no part of the cells."""
    text = "\ufeff" + format_decisions([decision()]).replace("\n", "\r\n")
    read, problems = parse_decisions(text, PATH)
    assert problems == ()
    assert (read[0].key, read[0].note) == (decision().key, "")


_ROW = "news/a.md\tzh-Hant-HK\t他复出。\t1\t复\t復\t"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("path\tvariant\n", 1, "does not name the columns"),
        (f"{HEAD}news/a.md\tzh-Hant-HK\n", 2, "2 columns"),
        (HEAD + _ROW.replace("\t1\t", "\tx\t") + "\n", 2, "'x' is no number"),
        (HEAD + _ROW.replace("\t1\t", "\t01\t") + "\n", 2, "'01' is no number"),
        (HEAD + _ROW.replace("\t1\t", "\t٢\t") + "\n", 2, "is no number"),
        (HEAD + _ROW.replace("\t1\t", "\t0\t") + "\n", 2, "does not stand at 0"),
        (HEAD + _ROW.replace("\t复\t", "\t\t") + "\n", 2, "is empty"),
        (HEAD + _ROW.replace("zh-Hant-HK", "") + "\n", 2, "names no variant"),
        (f"{HEAD}{_ROW}\\x\n", 2, "\\x stands for nothing"),
        (f"{HEAD}{_ROW}\\\n", 2, "\\ stands for nothing"),
        (HEAD + _ROW.replace("復", "") + "\n", 2, "nothing is not as long as 复"),
        (HEAD + _ROW.replace("復", "复又") + "\n", 2, "复又 is not as long as 复"),
        (HEAD + _ROW.replace("復", "<") + "\n", 2, "< would be markup"),
        (HEAD + _ROW.replace("復", "&") + "\n", 2, "& would be markup"),
        (HEAD + _ROW.replace("復", ">") + "\n", 2, "> would be markup"),
        (HEAD + _ROW.replace("復", '"') + "\n", 2, '" would be markup'),
        (HEAD + _ROW.replace("復", "\0") + "\n", 2, "U+0000"),
        (HEAD + _ROW.replace("復", "\\n") + "\n", 2, "U+000A"),
        (HEAD + _ROW.replace("復", "\\t") + "\n", 2, "U+0009"),
        (HEAD + _ROW.replace("復", "\ue000") + "\n", 2, "U+E000"),
        (HEAD + _ROW.replace("复\t", "\uf8ff\t").replace("复", "\uf8ff") + "\n", 2, "U+F8FF"),
        (HEAD + _ROW.replace("出", "\ud800") + "\n", 2, "U+D800"),
        (HEAD + _ROW.replace("出", "\u202e") + "\n", 2, "U+202E"),
        (HEAD + _ROW.replace("出", "\u2066") + "\n", 2, "U+2066"),
        (HEAD + _ROW.replace("出", "\u2028") + "\n", 2, "U+2028"),
        (HEAD + _ROW.replace("出", "\\n") + "\n", 2, "U+000A"),
        (HEAD + _ROW + "\x1b[31m\n", 2, "U+001B"),
        (f"{HEAD}\n{_ROW}\n{_ROW}\n", 4, "line 3 decides about the same place"),
        (f"{HEAD}{_ROW.replace('a.md', 'b.md')}\n{_ROW}\n", 3, "not sorted"),
    ],
)
def test_faults_are_told_with_their_line(text: str, line: int, what: str) -> None:
    """Each fault is a problem that names its line and says how to mend it."""
    _, problems = parse_decisions(text, PATH)
    assert [problem.line for problem in problems] == [line]
    assert what in problems[0].what
    assert problems[0].mend


def test_lines_are_sorted_by_number_not_by_figures() -> None:
    """The place at 2 comes before the place at 10."""
    sentence = "复" * 12
    places = [decision(sentence, at=at, before="复") for at in (10, 2)]
    read, problems = parse_decisions(format_decisions(places), PATH)
    assert ([one.at for one in read], problems) == ([2, 10], ())


def test_merging_replaces_and_removes_by_place() -> None:
    """A new decision about a place takes the old one's line; a removed one is gone."""
    old, other = decision(), decision("又复核。")
    assert merge([old, other], add=[decision(choice="複")], remove=[other.key]) == (
        decision(choice="複"),
    )


def test_keys_of_notes_and_decisions_meet() -> None:
    """A note's key is that of the decision about it, with a short name that only it has."""
    note = Note(
        path="content/news/a.md", line=3, before="复", after="復", rule="x", confidence=0.5,
        variant="zh-Hant-HK", sentence="他复出。", at=1,
    )  # fmt: skip
    assert note_key(note) == decision().key
    assert key_id(note_key(note)) == key_id(decision().key)
    assert key_id(decision().key) != key_id(decision(variant="zh-Hant-TW").key)
    assert len(key_id(decision().key)) == 16


def test_decisions_about_shared_characters_are_told_with_both_lines() -> None:
    """Two lines that would write over one another are a problem; neighbours are none."""
    sentence = "复核复核"
    first = decision(sentence, at=0, before="复核", choice="覆核")
    inside = decision(sentence, at=1, before="核", choice="覈")
    text = format_decisions([first, inside])
    read, problems = parse_decisions(text, PATH)
    assert [one.before for one in read] == ["复核"]
    assert [(one.line, one.what) for one in problems] == [
        (3, "line 2 decides about a part of the same place (复核)")
    ]
    neighbour = decision(sentence, at=2, before="复", choice="復")
    other_edition = decision(sentence, at=1, before="核", choice="覈", variant="zh-Hant-TW")
    _, problems = parse_decisions(format_decisions([first, neighbour, other_edition]), PATH)
    assert problems == ()


def test_a_place_inside_a_long_one_is_found_behind_others() -> None:
    """The longest place so far counts, not just the one before."""
    sentence = "复核复核"
    places = [
        decision(sentence, at=0, before=sentence, choice="覆核復核"),
        decision(sentence, at=1, before="核", choice="覈"),
        decision(sentence, at=3, before="核", choice="覈"),
    ]
    _, problems = parse_decisions(format_decisions(places), PATH)
    assert [one.line for one in problems] == [3, 4]


def test_order_counts_only_where_it_is_asked_for() -> None:
    """Who writes the file anew reads it in any order; other faults remain faults."""
    text = f"{HEAD}{_ROW.replace('a.md', 'b.md')}\n{_ROW}\n"
    read, problems = parse_decisions(text, PATH, any_order=True)
    assert (len(read), problems) == (2, ())
    assert parse_decisions(f"{text}{_ROW}\n", PATH, any_order=True)[1]
