"""Documents as written → those of every edition: converted, counterparts laid over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hutong.build.conversions import Conversions
from hutong.build.findings import mixed_scripts, stale_decisions
from hutong.build.places import FindPlaces, find_places
from hutong.build.scan import shown
from hutong.build.session import store_folder
from hutong.build.store import Store
from hutong.build.texts import SHEETS
from hutong.decisions import Decision
from hutong.model import Document, Note, Problem, Provenance, Severity, Status
from hutong.register import Sheet
from hutong.settings import HutongSettings
from hutong.variants import Converted, Converter, SiteRules, Subject, make_converter
from hutong.variants.checks import figures

_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class EditionDocuments:
    """The documents of one variant, with what the converter has to say about them."""

    tag: str
    documents: tuple[Document, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    settled: frozenset[Decision]
    """The decisions that found their place."""


def is_public(document: Document, now: datetime) -> bool:
    """Whether readers may see it now: no draft, not expired, never the future."""
    starts = [document.date.at, *([document.embargo.at] if document.embargo else [])]
    ends = [document.expires.at] if document.expires else []
    if document.status is Status.DRAFT:
        return False
    return all(at <= now for at in starts) and all(at > now for at in ends)


@dataclass(frozen=True, slots=True)
class ConvertedEditions:
    """The documents of every edition, in the order of the site's variants."""

    editions: tuple[EditionDocuments, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]


def convert_editions(
    documents: Sequence[Document],
    sheets: Sequence[Sheet],
    rules: SiteRules,
    settings: HutongSettings,
) -> ConvertedEditions:
    """Every document in every edition, and all that editors should know of it and of records."""
    tags = settings.tags
    converter = make_converter(rules=rules, variants=tags, cache=settings.cache)
    store = Store(store_folder(settings))
    conversions = Conversions(converter, store)
    places = find_places(settings.content)
    found = [edition_documents(documents, tag, conversions.document, places) for tag in tags]
    found += [edition_sheets(sheets, tag, converter, places) for tag in tags]
    store.close()  # the next build's commit makes it findable
    notes = tuple(dict.fromkeys(note for one in found for note in one.notes))
    settled = {decision for one in found for decision in one.settled}
    paths = {*(one.path for one in documents), *(one.path for one in sheets)}
    problems = [problem for one in found for problem in one.problems]
    problems += mixed_scripts(notes)
    problems += stale_decisions(rules.everything_decided, settled, paths)
    return ConvertedEditions(tuple(found[: len(tags)]), notes, tuple(problems))


def edition_sheets(
    sheets: Iterable[Sheet], tag: str, converter: Converter, places: FindPlaces
) -> EditionDocuments:
    """What editors should know of the records in the variant ``tag``."""
    notes: list[Note] = []
    problems: list[Problem] = []
    settled: set[Decision] = set()
    for sheet in sheets:
        converted = SHEETS.convert(sheet, Subject(sheet), converter, tag, doubts=True)
        notes += _placed(converted.notes, places)
        settled |= converted.settled
        problems += (replace(one, path=shown(one.path)) for one in converted.problems)
    return EditionDocuments(tag, (), tuple(notes), tuple(problems), frozenset(settled))


def edition_documents(
    documents: Sequence[Document],
    tag: str,
    convert: Callable[[Document, str], Converted[Document]],
    places: FindPlaces,
) -> EditionDocuments:
    """Every original in the variant ``tag``; a counterpart in it wins over conversion."""
    counterparts = {
        document.id: document
        for document in documents
        if document.provenance is Provenance.COUNTERPART and document.variant == tag
    }
    done: list[Document] = []
    notes: list[Note] = []
    problems: list[Problem] = []
    settled: set[Decision] = set()
    for original in _originals(documents):
        converted = convert(original, tag)
        document = converted.document
        counterpart = counterparts.get(original.id)
        if counterpart:
            own = convert(counterpart, tag)
            notes += _placed(own.notes, places)
            settled |= own.settled | converted.settled
            problems += differing_figures(original.body, counterpart.body, counterpart.path)
            document = laid_over(document, own.document)
        else:
            notes += _placed(converted.notes, places)
            settled |= converted.settled
            problems += (replace(one, path=shown(one.path)) for one in converted.problems)
        done.append(document)
    return EditionDocuments(tag, tuple(done), tuple(notes), tuple(problems), frozenset(settled))


def _placed(notes: Iterable[Note], places: FindPlaces) -> list[Note]:
    """The notes with the line that each stands on."""
    return [
        replace(note, path=shown(note.path), line=places(note.path).line_of(note.sentence, note.at))
        for note in notes
    ]


def _originals(documents: Iterable[Document]) -> list[Document]:
    return [one for one in documents if one.provenance is Provenance.ORIGINAL]


def laid_over(base: Document, counterpart: Document) -> Document:
    """The counterpart's words in the frame of the original.

    What sorts and places a page (date, section, tags, event times…) stays the original's, so
    that both editions have the same pages in the same order.
    """
    return replace(
        base,
        provenance=Provenance.COUNTERPART,
        title=counterpart.title,
        summary=counterpart.summary,
        summary_given=counterpart.summary_given,
        body=counterpart.body,
        headings=counterpart.headings,
        questions=counterpart.questions,
        characters=counterpart.characters,
        links=counterpart.links,
        dateline=counterpart.dateline or base.dateline,
        byline=counterpart.byline or base.byline,
        image=counterpart.image or base.image,
        corrections=counterpart.corrections or base.corrections,
        modified=counterpart.modified or base.modified,
    )


def differing_figures(original: str, counterpart: str, path: str) -> list[Problem]:
    """A warning where the body of a counterpart, at ``path``, gives other figures."""
    ours, theirs = (set(figures(_TAG.sub(" ", body))) for body in (original, counterpart))
    lost, new = ours - theirs, theirs - ours
    if not lost and not new:
        return []
    what = "its figures differ from those of the original: " + "; ".join(
        f"{word} {', '.join(sorted(some))}"
        for word, some in (("it lacks", lost), ("it adds", new))
        if some
    )
    mend = "check them against the original"
    return [Problem(shown(path), 0, what, mend, Severity.WARNING)]
