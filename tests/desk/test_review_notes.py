"""What the review desk gathers from a site: the notes that matter, decisions, what is stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from hutong.decisions import Decision, format_decisions, key_id
from hutong.desk.review_data import ReviewData, ReviewNote, review_schema
from hutong.desk.review_notes import (
    FEW,
    least_sure,
    only_paths,
    review_or_problems,
    review_site,
)
from hutong.model import Note
from tests.small import HANT, SmallSite, small_site

PATH = "news/2026/doubts.md"
DOUBTFUL = "---\ntitle: 样本\nvariant: zh-Hans-CN\ndate: 2026-05-01\n---\n{body}\n"
SENTENCE = "双方同意复核全部个案，干事会作出答复。"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A small site with one article that leaves doubts."""
    found = small_site(tmp_path)
    found.write(PATH, DOUBTFUL.format(body=SENTENCE))
    return found


def notes_of(data: ReviewData, path: str = PATH) -> tuple[ReviewNote, ...]:
    """The notes of one article."""
    return next(
        (one.notes for one in data.articles if one.path == f"content/{path}"),
        (),
    )


def decide(site: SmallSite, note: ReviewNote, choice: str, path: str = PATH) -> Decision:
    """Put a decision about a note on disk."""
    decision = Decision(
        path=path, variant=note.variant, sentence=note.sentence, at=note.at,
        before=note.before, choice=choice,
    )  # fmt: skip
    site.write("decisions.tsv", format_decisions([decision]))
    return decision


def test_notes_point_at_their_place(site: SmallSite) -> None:
    """Source, reading, line and edition of each note agree with the text."""
    found = notes_of(review_site(site.settings()))
    assert found
    for note in found:
        end = note.at + len(note.before)
        assert (note.sentence, note.lines) == (SENTENCE, (6,))
        assert note.sentence[note.at : end] == note.before
        assert note.reading[note.reading_at :].startswith(note.after)
        assert note.after in note.choices
        assert note.variant == "zh-Hant-HK"
        assert note.decided is None


def test_readings_are_whole_sentences_of_the_edition(site: SmallSite) -> None:
    """The editor reads what readers would, also where a term changed the length."""
    site.write("glossary/t.tsv", "zh-Hant-HK\tzh-Hans-CN\n雙方各自的代表\t双方\n")
    for note in notes_of(review_site(site.settings())):
        assert note.reading.startswith("雙方各自的代表同意")
        assert note.reading[note.reading_at :].startswith(note.after)


def test_a_decision_shows_on_its_note(site: SmallSite) -> None:
    """A decided note says what was chosen, and its decision is not stale."""
    note = notes_of(review_site(site.settings()))[0]
    choice = next(one for one in note.choices if one != note.after)
    decision = decide(site, note, choice)
    data = review_site(site.settings())
    (after,) = (one for one in notes_of(data) if one.id == note.id)
    assert (after.decided, after.id) == (choice, key_id(decision.key))
    assert [(one.choice, one.stale) for one in data.decisions] == [(choice, False)]


@pytest.mark.parametrize("number", range(3))
def test_a_place_left_as_written_stays_on_the_page(site: SmallSite, number: int) -> None:
    """Where a decision ended the converter's doubt, the note remains, with its line."""
    note = notes_of(review_site(site.settings()))[number % 2]
    decide(site, note, (note.before, *note.choices)[number])
    (after,) = (one for one in notes_of(review_site(site.settings())) if one.id == note.id)
    assert after.decided == after.after == (note.before, *note.choices)[number]
    assert after.lines == note.lines
    assert after.few
    assert after.reading[after.reading_at :].startswith(after.after)


def test_a_decision_on_a_changed_sentence_is_stale(site: SmallSite) -> None:
    """Editing the sentence leaves the decision without a place."""
    decide(site, notes_of(review_site(site.settings()))[0], "覆核")
    site.write(PATH, DOUBTFUL.format(body=SENTENCE.replace("双方", "各方")))
    assert [one.stale for one in review_site(site.settings()).decisions] == [True]


def test_a_decision_on_an_article_that_is_gone_is_stale(site: SmallSite) -> None:
    """A file that was deleted or renamed leaves its decisions behind."""
    decide(site, notes_of(review_site(site.settings()))[0], "覆核", "news/2026/gone.md")
    assert [one.stale for one in review_site(site.settings()).decisions] == [True]


def test_drafts_are_reviewed_before_they_are_public(site: SmallSite) -> None:
    """A draft has notes, but no page to look at."""
    draft = DOUBTFUL.replace("date:", "status: draft\ndate:")
    site.write("news/2026/draft.md", draft.format(body=SENTENCE))
    data = review_site(site.settings())
    pages = {one.path: one.pages for one in data.articles}
    assert pages["content/news/2026/draft.md"] == {}
    assert pages[f"content/{PATH}"]["zh-Hant-HK"] == "zh-hant/news/2026/doubts/"


def test_a_sentence_said_twice_is_asked_about_once(site: SmallSite) -> None:
    """One decision holds for both, so one note names both lines."""
    once = notes_of(review_site(site.settings()))
    site.write(PATH, DOUBTFUL.format(body=f"{SENTENCE}\n\n另一段。\n\n{SENTENCE}"))
    twice = notes_of(review_site(site.settings()))
    assert [one.id for one in twice] == [one.id for one in once]


def test_the_newest_article_comes_first(site: SmallSite) -> None:
    """What an editor works on today is not at the end of an archive."""
    newer = DOUBTFUL.format(body=SENTENCE).replace("2026-05-01", "2026-09-01")
    site.write("news/2026/zz.md", newer)
    paths = [one.path for one in review_site(site.settings()).articles]
    assert paths == ["content/news/2026/zz.md", f"content/{PATH}"]


def test_slips_of_the_source_are_notes_without_an_edition(site: SmallSite) -> None:
    """A character of the other script in the article itself is asked about once."""
    site.write("news/2026/mixed.md", HANT.replace("這是", "这是"))
    found = notes_of(review_site(site.settings()), "news/2026/mixed.md")
    slips = [one for one in found if not one.variant]
    assert [(one.before, one.after, one.reading[:2]) for one in slips] == [("这", "這", "這是")]


def test_broken_content_becomes_problems(site: SmallSite) -> None:
    """A page that cannot show notes says what to mend first."""
    site.write("news/bad.md", "---\ntitle: x\n---\n文")
    data = review_or_problems(site.settings())
    assert data.articles == ()
    assert any("content/news/bad.md" in one for one in data.problems)


def _note(
    confidence: float, at: int = 0, variant: str = "zh-Hant-HK", *, decided: bool = False
) -> Note:
    return Note(
        path="content/a.md", line=1, before="复", after="復", rule="x", confidence=confidence,
        variant=variant, sentence="复" * 50, at=at, decided=decided,
    )  # fmt: skip


def test_the_few_are_the_least_sure_of_each_edition() -> None:
    """Five per 1,000 characters, begun thousands counted by their part, for each variant."""
    notes = [_note(at / 100, at) for at in range(20)]
    notes += [_note(0.9, at, "zh-Hant-TW") for at in range(3)]
    few = least_sure(notes, 1200)
    assert sorted(at for _, tag, _, at, _ in few if tag == "zh-Hant-HK") == [0, 1, 2, 3, 4, 5]
    assert sum(tag == "zh-Hant-TW" for _, tag, *_ in few) == 3
    assert len(least_sure(notes[:20], 1)) == 1
    assert len(least_sure(notes[:20], 1000)) == FEW


def test_a_decision_brings_up_no_other_note() -> None:
    """The few stay the same while an editor works through them."""
    notes = [_note(at / 100, at) for at in range(20)]
    decided = [_note(at / 100, at, decided=at < 3) for at in range(20)]
    assert least_sure(notes, 1000) == least_sure(decided, 1000)


def test_a_part_of_the_site_can_be_asked_for(site: SmallSite) -> None:
    """Only the articles that changed, decisions all."""
    data = review_site(site.settings())
    assert only_paths(data, frozenset({f"content/{PATH}"})).articles
    assert only_paths(data, frozenset()).articles == ()


def test_notes_json_is_as_its_schema_says(site: SmallSite) -> None:
    """What is written can be read by the description, every field explained."""
    text = review_site(site.settings()).json()
    read = TypeAdapter(ReviewData).validate_json(text, strict=True)
    assert json.loads(text)["version"] == 1
    assert read.articles
    schema = json.loads(review_schema())
    records = [schema, *schema["$defs"].values()]
    fields = [field for record in records for field in record["properties"].values()]
    assert len(records) == 6
    assert all(field.get("description") for field in fields)
