"""Which articles go with one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hutong.taxonomy import Taxon
from hutong.views.order import Listed, Order, terms_of

_WEIGHTS: Final[Mapping[Taxon, int]] = {Taxon.TAG: 3, Taxon.SECTION: 1, Taxon.SOURCE: 0}
_WINDOW: Final = 40
"""How many of a term's newest articles are looked at; older ones are no news."""
_ENOUGH: Final = 2
"""Related means more than the same section alone."""


class Related:
    """Finds the ``most`` articles that share most with one, nearest in time first."""

    def __init__(self, order: Order, most: int) -> None:
        self._most = most
        self._newest = {term: some[:_WINDOW] for term, some in order.by_term.items()}
        self._ids = {term: tuple(one.id for one in some) for term, some in self._newest.items()}
        self._documents = order.documents

    def of(self, one: Listed) -> tuple[str, ...]:
        """Ids of the articles that share most tags, agreements and policies."""
        scores: dict[str, int] = {}
        for term in terms_of(one):
            weight = _WEIGHTS[term[0]]
            for key in self._ids[term]:
                scores[key] = scores.get(key, 0) + weight
        if one.agreements or one.policies:
            self._add_register(one, scores)
        scores.pop(one.id, None)
        best = [(score, key) for key, score in scores.items() if score >= _ENOUGH]
        if len(best) > self._most:
            enough = sorted((score for score, _ in best), reverse=True)[self._most - 1]
            best = [found for found in best if found[0] >= enough]
        at = one.at
        best.sort(key=lambda pair: (-pair[0], abs(self._documents[pair[1]].at - at), pair[1]))
        return tuple(key for _, key in best[: self._most])

    def _add_register(self, one: Listed, scores: dict[str, int]) -> None:
        agreements, policies = set(one.agreements), set(one.policies)
        for key in scores:
            other = self._documents[key]
            scores[key] += 4 * len(agreements.intersection(other.agreements))
            scores[key] += 2 * len(policies.intersection(other.policies))
