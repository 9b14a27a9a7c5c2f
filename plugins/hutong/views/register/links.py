"""Links to the pages of records, places and subjects; what has no page is named without a link."""

from __future__ import annotations

from collections.abc import Iterable

from hutong.register import RecordKind
from hutong.taxonomy import Taxon
from hutong.views.edition import Edition
from hutong.views.records import LinkView

SUBJECTS = "subjects"
"""The folder of the pages of subjects; tags have theirs for articles."""


def record_link(edition: Edition, kind: RecordKind, key: str) -> LinkView | None:
    """The link to a record's page; None for an id that no record has."""
    found = edition.record(kind, key) if key else None
    if found is None:
        return None
    return LinkView(text=found.name, url=edition.url(found.path) if found.path else "")


def record_links(edition: Edition, kind: RecordKind, keys: Iterable[str]) -> tuple[LinkView, ...]:
    """The links to several records, in their order."""
    found = [record_link(edition, kind, key) for key in keys]
    return tuple([one for one in found if one])


def place_link(edition: Edition, key: str) -> LinkView | None:
    """The link to the page of a place; None for an empty id or one that is not in use."""
    found = edition.find_term(Taxon.PLACE, key) if key else None
    return LinkView(text=found.name, url=edition.url(found.path)) if found else None


def subject_links(edition: Edition, keys: Iterable[str]) -> tuple[LinkView, ...]:
    """The links to the register's pages of subjects."""
    found = [(key, edition.find_term(Taxon.TAG, key)) for key in keys]
    return tuple(
        [
            LinkView(text=term.name, url=edition.url(f"{SUBJECTS}/{key}/"))
            for key, term in found
            if term
        ]
    )
