"""What a site says about conversion, and what comes of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from hutong.decisions import Decision
from hutong.model import GlossaryTerm, Note, Problem


class Written(Protocol):
    """What can be converted: a frozen dataclass with human texts, a document for one.

    It also has a field ``provenance``. ``topics`` and ``terms`` are those of its page alone.
    """

    @property
    def path(self) -> str:
        """Where it lies below ``content/``."""

    @property
    def variant(self) -> str:
        """The tag of the variant that its texts are in."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The glossary topics that hold for it."""

    @property
    def terms(self) -> tuple[GlossaryTerm, ...]:
        """Terms that hold for it alone."""


AnyWritten = TypeVar("AnyWritten", bound=Written)


@dataclass(frozen=True, slots=True)
class Converted(Generic[AnyWritten]):
    """A document in another variant, and what an editor should know about it.

    ``settled`` are the decisions on it that found their place.
    """

    document: AnyWritten
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
