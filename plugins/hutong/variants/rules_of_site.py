"""What a site says about conversion, and what comes of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hutong.decisions import Decision
from hutong.model import Document, GlossaryTerm, Note, Problem


@dataclass(frozen=True, slots=True)
class Converted:
    """A document in another variant, and what an editor should know about it.

    ``settled`` are the decisions on it that found their place.
    """

    document: Document
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    settled: frozenset[Decision] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """All that a site says about conversion.

    ``terms`` hold everywhere, ``topics`` (by name) on pages that ask for them; ``decisions``
    are by the path of the content file, ``quotes`` is the quotation style by variant.
    """

    terms: tuple[GlossaryTerm, ...] = ()
    topics: Mapping[str, tuple[GlossaryTerm, ...]] = field(default_factory=dict)
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    quotes: Mapping[str, str] = field(default_factory=dict)

    @property
    def everything_decided(self) -> tuple[Decision, ...]:
        """Every decision, in the order of the file."""
        return tuple(decision for some in self.decisions.values() for decision in some)
