"""Documents as written → those of every edition: converted, counterparts laid over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hutong.build.scan import shown
from hutong.model import Document, Note, Problem, Provenance, Severity, Status
from hutong.variants import Converter
from hutong.variants.checks import figures
from hutong.variants.converter import MIXED

_SURE: Final = 0.9
"""A character that is in no table of the script, not a mere suspicion."""
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class EditionDocuments:
    """The documents of one variant, with what the converter has to say about them."""

    tag: str
    documents: tuple[Document, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]


def is_public(document: Document, now: datetime) -> bool:
    """Whether readers may see it now: no draft, not expired, never the future."""
    starts = [document.date.at, *([document.embargo.at] if document.embargo else [])]
    ends = [document.expires.at] if document.expires else []
    if document.status is Status.DRAFT:
        return False
    return all(at <= now for at in starts) and all(at > now for at in ends)


def edition_documents(
    documents: Sequence[Document], tag: str, converter: Converter
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
    for original in _originals(documents):
        converted = converter.document(original, tag)
        document = converted.document
        counterpart = counterparts.get(original.id)
        if counterpart:
            own = converter.document(counterpart, tag).document
            problems += _differing_figures(original, counterpart)
            problems += _other_script(converter.document(counterpart, original.variant).notes)
            document = _laid_over(document, own)
        else:
            problems += _other_script(converted.notes)
            notes += (replace(note, path=shown(note.path)) for note in converted.notes)
            problems += (replace(one, path=shown(one.path)) for one in converted.problems)
        done.append(document)
    return EditionDocuments(tag, tuple(done), tuple(notes), tuple(problems))


def _other_script(notes: Sequence[Note]) -> list[Problem]:
    """A warning for a text that holds characters which its own script does not write."""
    strays = [note for note in notes if note.rule == MIXED and note.confidence >= _SURE]
    if not strays:
        return []
    places = ", ".join(dict.fromkeys(note.before for note in strays[:5]))
    what = f"the text holds characters of the other script: {places}"
    mend = "write them in the script of its 'variant:', or put -{ }- around a quotation"
    return [Problem(shown(strays[0].path), 0, what, mend, Severity.WARNING)]


def _originals(documents: Iterable[Document]) -> list[Document]:
    return [one for one in documents if one.provenance is Provenance.ORIGINAL]


def _laid_over(base: Document, counterpart: Document) -> Document:
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


def _differing_figures(original: Document, counterpart: Document) -> list[Problem]:
    ours, theirs = (set(figures(_TAG.sub(" ", one.body))) for one in (original, counterpart))
    lost, new = ours - theirs, theirs - ours
    if not lost and not new:
        return []
    what = "its figures differ from those of the original: " + "; ".join(
        f"{word} {', '.join(sorted(some))}"
        for word, some in (("it lacks", lost), ("it adds", new))
        if some
    )
    mend = "check them against the original"
    return [Problem(shown(counterpart.path), 0, what, mend, Severity.WARNING)]
