"""Which articles go with one another: neighbours in time, related ones, running picks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from hutong.model import Document
from hutong.taxonomy import Taxon
from hutong.views.edition import Edition, terms_of

_WEIGHTS: Final[Mapping[Taxon, int]] = {Taxon.TAG: 3, Taxon.SECTION: 1, Taxon.SOURCE: 0}
_WINDOW: Final = 40
"""How many of a term's newest articles are looked at; older ones are no news."""
_ENOUGH: Final = 2
"""Related means more than the same section alone."""


def related(edition: Edition, document: Document, most: int) -> tuple[Document, ...]:
    """The articles that share most tags, agreements and policies, nearest in time first."""
    scores: Counter[str] = Counter()
    found: dict[str, Document] = {}
    for taxon, key in terms_of(document):
        for other in edition.by_term[taxon, key][:_WINDOW]:
            found[other.id] = other
            scores[other.id] += _WEIGHTS[taxon]
    for other in found.values():
        scores[other.id] += 4 * len(set(document.agreements) & set(other.agreements))
        scores[other.id] += 2 * len(set(document.policies) & set(other.policies))
    scores.pop(document.id, None)
    at = document.date.at
    ranked = sorted(
        (key for key, score in scores.items() if score >= _ENOUGH),
        key=lambda key: (-scores[key], abs(found[key].date.at - at), key),
    )
    return tuple(found[key] for key in ranked[:most])


def running_picks(edition: Edition) -> tuple[Document, ...]:
    """The editors' picks that have not run out, newest first."""
    now = edition.site.now
    return tuple(
        document
        for document in edition.articles
        if document.picked and (document.pick_until is None or document.pick_until.at > now)
    )
