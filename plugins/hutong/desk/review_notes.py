"""A checked site and the decisions so far → what an editor has to look at."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from hutong.build.load import CheckedContent, Content, check_content
from hutong.build.places import find_places
from hutong.build.scan import shown
from hutong.decisions import DECISIONS, Decision, Key, key_id, merge, note_key
from hutong.desk.history import outdated_counterparts
from hutong.desk.review_data import (
    ReviewArticle,
    ReviewCounterpart,
    ReviewData,
    ReviewDecision,
    ReviewNote,
    ReviewVariant,
)
from hutong.errors import ContentError
from hutong.human import human_fields
from hutong.model import Document, Note, Problem
from hutong.register import Sheet, title_of
from hutong.settings import HutongSettings
from hutong.variants import Converter, make_converter

FEW: Final = 5
"""Notes per 1,000 characters of an article that an editor in a hurry sees."""
DECIDED: Final = "decided"
"""The rule of notes that are there only because an editor has decided."""


def review_site(settings: HutongSettings) -> ReviewData:
    """Check and convert the site, and gather what an editor has to look at.

    :raises ContentError: if the content has errors.
    """
    return make_review(settings, check_content(settings))


def review_or_problems(settings: HutongSettings) -> ReviewData:
    """The same, but errors of the content become the data's ``problems``."""
    try:
        return review_site(settings)
    except ContentError as error:
        return ReviewData(variants=_variants(settings), problems=tuple(map(str, error.problems)))


def make_review(settings: HutongSettings, site: CheckedContent) -> ReviewData:
    """Everything for the review page, drafts too: they are what an editor works on."""
    content = site.content
    decisions = merge(content.ground.rules.everything_decided)
    gatherer = Gatherer(settings, site, {one.key: one.choice for one in decisions})
    stale = _stale(site.warnings)
    live = [one for one in decisions if one.line not in stale]
    notes = by_article([*site.notes, *_settled(live, site.notes, settings.content)])
    return ReviewData(
        variants=_variants(settings),
        articles=tuple(
            gatherer.article(one, notes[shown(one.path)])
            for one in sorted(content.documents, key=_newest_first)
            if shown(one.path) in notes
        )
        + tuple(
            gatherer.record(one, notes[shown(one.path)])
            for one in content.sheets
            if shown(one.path) in notes
        ),
        decisions=tuple(_decision(one, stale=one.line in stale) for one in decisions),
        counterparts=_counterparts(settings, content),
        topics=glossary_topics(settings.content),
    )


class Gatherer:
    """Makes the records of articles; ``chosen`` is what editors have decided so far."""

    def __init__(
        self, settings: HutongSettings, site: CheckedContent, chosen: Mapping[Key, str]
    ) -> None:
        tags = [one.tag for one in settings.variants]
        self._reader = Reader(make_converter(rules=site.content.ground.rules, variants=tags))
        self._settings = settings
        self._chosen = chosen
        self._hidden = {one.id for one in site.unpublished}

    def article(self, document: Document, notes: Sequence[Note]) -> ReviewArticle:
        """One article."""
        url_path = "" if document.id in self._hidden else document.url_path
        return self._review(document, document.title, document.characters, url_path, notes)

    def record(self, sheet: Sheet, notes: Sequence[Note]) -> ReviewArticle:
        """One record of the register."""
        record = sheet.record
        characters = sum(len(text) for _, text in human_fields(sheet))
        url_path = f"{record.kind}/{record.id}/" if self._settings.has_register else ""
        return self._review(sheet, title_of(record).text, characters, url_path, notes)

    def _review(
        self,
        written: Document | Sheet,
        title: str,
        characters: int,
        url_path: str,
        notes: Sequence[Note],
    ) -> ReviewArticle:
        """Notes about the same sentence said twice become one with both lines.

        A text without ``url_path`` has no page.
        """
        grouped: dict[Key, list[Note]] = defaultdict(list)
        for note in notes:
            grouped[note_key(note)].append(note)
        few = least_sure([some[0] for some in grouped.values()], characters)
        variants = self._settings.variants if url_path else ()
        return ReviewArticle(
            path=shown(written.path),
            title=title,
            variant=written.variant,
            pages={one.tag: f"{one.prefix}/{url_path}" for one in variants},
            notes=tuple(
                self._note(key, some, written.variant, few=key in few)
                for key, some in grouped.items()
            ),
        )

    def _note(self, key: Key, notes: Sequence[Note], source: str, *, few: bool) -> ReviewNote:
        note = notes[0]
        reading, at = self._reader.read(note, source)
        choices = note.choices if note.after in note.choices else (note.after, *note.choices)
        return ReviewNote(
            id=key_id(key),
            lines=tuple(dict.fromkeys(one.line for one in notes if one.line)),
            variant=note.variant,
            rule=note.rule,
            sentence=note.sentence,
            at=note.at,
            before=note.before,
            after=note.after,
            choices=tuple(dict.fromkeys(choices)),
            confidence=round(note.confidence, 4),
            reading=reading,
            reading_at=at,
            few=few,
            decided=self._chosen.get(key, note.after if note.decided else None),
        )


def _newest_first(document: Document) -> tuple[float, str]:
    return -document.date.at.timestamp(), document.path


def _variants(settings: HutongSettings) -> tuple[ReviewVariant, ...]:
    return tuple(ReviewVariant(tag=one.tag, label=one.label) for one in settings.variants)


def by_article(notes: Iterable[Note]) -> Mapping[str, Sequence[Note]]:
    """Notes by path, each in the order of the text."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        found[note.path].append(note)
    return {path: sorted(some, key=_place) for path, some in found.items()}


def _place(note: Note) -> tuple[int, str, int, str]:
    return note.line, note.sentence, note.at, note.variant


def glossary_topics(content: Path) -> tuple[str, ...]:
    """The glossary's files without their ending; those for single topics come last."""
    folder = content / "glossary"
    everywhere = sorted(file.stem for file in folder.glob("*.tsv"))
    return (*everywhere, *sorted(f"topics/{file.stem}" for file in folder.glob("topics/*.tsv")))


def least_sure(notes: Iterable[Note], characters: int) -> frozenset[Key]:
    """Keys of the least sure notes, ``FEW`` per 1,000 characters in each variant.

    Decided notes come first, so that a decision does not bring up another note.
    """
    most = math.ceil(characters * FEW / 1000)
    by_variant: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_variant[note.variant].append(note)
    return frozenset(
        note_key(note) for some in by_variant.values() for note in sorted(some, key=_urgency)[:most]
    )


def _urgency(note: Note) -> tuple[bool, float, int, int]:
    return not note.decided, note.confidence, note.line, note.at


class Reader:
    """Says how a whole sentence reads in an edition; each sentence is converted once."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._known: dict[tuple[str, str, str], str] = {}

    def read(self, note: Note, source: str) -> tuple[str, int]:
        """The sentence of ``note`` in its variant, and where ``after`` stands in it."""
        end = note.at + len(note.before)
        if not note.variant:
            return note.sentence[: note.at] + note.after + note.sentence[end:], note.at
        whole = self._text(note.sentence, source, note.variant)
        if len(whole) == len(note.sentence) and len(note.before) == len(note.after):
            return whole[: note.at] + note.after + whole[end:], note.at
        # Terms changed the length; the halves show where the place has gone.
        left = self._text(note.sentence[: note.at], source, note.variant)
        right = self._text(note.sentence[end:], source, note.variant)
        return left + note.after + right, len(left)

    def _text(self, text: str, source: str, target: str) -> str:
        key = (text, source, target)
        if key not in self._known:
            self._known[key] = self._converter.text(
                text, source=source, target=target, markup=False
            )
        return self._known[key]


def _stale(warnings: Iterable[Problem]) -> frozenset[int]:
    """Lines of the decisions that the check warns about: they have lost their place."""
    return frozenset(one.line for one in warnings if one.path == shown(DECISIONS))


def _settled(decisions: Iterable[Decision], notes: Iterable[Note], content: Path) -> Iterator[Note]:
    """A note for each decision that left the converter without a doubt, so that it is seen."""
    known = {note_key(note) for note in notes}
    places = find_places(content)
    for one in decisions:
        if one.key not in known:
            yield Note(
                path=shown(one.path),
                line=places(one.path).line_of(one.sentence, one.at),
                before=one.before,
                after=one.choice,
                rule=DECIDED,
                confidence=1,
                variant=one.variant,
                sentence=one.sentence,
                at=one.at,
                choices=(one.choice, one.before),
                decided=True,
            )


def _decision(one: Decision, *, stale: bool) -> ReviewDecision:
    return ReviewDecision(
        id=key_id(one.key),
        path=one.path,
        variant=one.variant,
        sentence=one.sentence,
        at=one.at,
        before=one.before,
        choice=one.choice,
        note=one.note,
        stale=stale,
    )


def _counterparts(settings: HutongSettings, content: Content) -> tuple[ReviewCounterpart, ...]:
    return tuple(
        ReviewCounterpart(
            path=shown(one.path),
            original=shown(one.original),
            changed=one.changed.isoformat(),
            read=one.read.isoformat(),
            committed=one.committed,
        )
        for one in outdated_counterparts(settings, content.documents)
    )


def only_paths(data: ReviewData, paths: frozenset[str]) -> ReviewData:
    """The same with only the articles at ``paths`` (below the project folder)."""
    return replace(
        data,
        articles=tuple(one for one in data.articles if one.path in paths),
        counterparts=tuple(one for one in data.counterparts if paths & {one.path, one.original}),
    )
