"""The whole conversion of a text or a document, with the site's own terms.

Protected spans → names and terms → OpenCC → house style → decisions → checks → notes; each step
is a module, and :class:`Converter` only says who comes when.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Final

from hutong.decisions import Decision
from hutong.human import human_fields, with_human_texts
from hutong.model import Document, GlossaryTerm, Note, Problem, Provenance
from hutong.variants import chain, checks
from hutong.variants.chain import Passage, Steps
from hutong.variants.detect import HANS, HANT, OTHER, han_script_of, strays
from hutong.variants.engine import Engine, EngineMaker, Recipe, make_engine
from hutong.variants.html import cut
from hutong.variants.kept import KeptEngines
from hutong.variants.layout import Layout, is_done, passages_of
from hutong.variants.markup import RuleBook
from hutong.variants.notes import (
    conversion_notes,
    figure_problems,
    source_notes,
    with_decisions,
)
from hutong.variants.quotes import KEEP
from hutong.variants.session import Session
from hutong.variants.tags import Tag, read_tag
from hutong.variants.terms import TermIndex, as_html, pairs_of
from hutong.variants.tokens import has_tags

_HTML: Final = frozenset("&<>\"'")


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


class Converter:
    """Converts with one set of rules. Engines are made when first needed; copies make new ones."""

    __slots__ = ("_engines", "_escaped", "_index", "_topics", "maker", "rules", "variants")

    def __init__(
        self,
        rules: SiteRules | None = None,
        *,
        variants: Sequence[str] = (),
        maker: EngineMaker = make_engine,
    ) -> None:
        self.rules = rules or SiteRules()
        self.variants = tuple(variants)
        self._index = TermIndex(self.rules.terms)
        self._escaped = tuple(
            term
            for term in self.rules.terms
            if any(set(form) & _HTML for form in term.names.values())
        )
        self.maker = maker
        self._engines: dict[tuple[str, str], Engine] = {}
        self._topics: dict[tuple[str, ...], TermIndex] = {}

    def __reduce__(self) -> tuple[Callable[..., Converter], tuple[object, ...]]:
        return _again, (self.rules, self.variants, self.maker)

    def text(
        self, text: str, *, target: str, source: str | None = None, markup: bool = True
    ) -> str:
        """Convert one plain text; where both tags are the same, only markup is resolved.

        Without a ``source`` the script is detected; a text that mixes both, or tells neither,
        is taken to be of the script that the target is not.
        """
        to_tag = read_tag(target)
        from_tag = read_tag(source) if source else _guess(text, to_tag)
        steps = self._steps(from_tag, to_tag, Session((), KEEP))
        if not markup:
            return chain.convert([Passage(text, 0)], steps, None).texts[0]
        # A text of no stated source is no original: its rules hold even where nothing converts.
        book = RuleBook(to_tag, applies=steps is not None or source is None)
        if not has_tags(text):
            return chain.convert([Passage(text, 0)], steps, book).texts[0]
        template = cut(text, source=from_tag, target=to_tag, sanitised=False)
        passages = passages_of(template.slots, 0)
        return template.fill(chain.convert(passages, steps, book).texts)

    def document(self, document: Document, target: str, *, doubts: bool = True) -> Converted:
        """The edition's version of a document: every human text of it, in one engine call.

        Without ``doubts`` there are only notes on the source: finding what the conversion is
        unsure of takes longer than converting.
        """
        source, to_tag = read_tag(document.variant), read_tag(target)
        fields = human_fields(document)
        decisions = self.decisions_on(document, target)
        if source.tag == to_tag.tag and not decisions and is_done(fields, source):
            return Converted(document)
        layout = Layout(fields, source, to_tag)
        session = Session(decisions, self.rules.quotes.get(target, KEEP))
        steps = self._steps(source, to_tag, session)
        book = self._book(document, fields, source, to_tag)
        outcome = chain.convert(layout.passages, steps, book)
        fresh = {"variant": target, "provenance": Provenance.CONVERTED} if steps is not None else {}
        texts = iter(layout.fill(outcome.texts))
        result = with_human_texts(document, texts.__next__, **fresh)
        if book.title is not None:
            result = dataclasses.replace(result, title=book.title)
        if decisions:
            session.confirm(outcome.units)
        notes: list[Note] = []
        if checks.may_be_mixed(outcome.given, source.script):
            notes += source_notes(outcome.units, document.path, source, self._speller(source))
        problems: list[Problem] = []
        if steps is not None:
            if doubts:
                notes += conversion_notes(outcome.units, document.path, source, to_tag, session)
            problems = figure_problems(outcome.given, outcome.got, document.path)
        kept = frozenset(session.kept)
        return Converted(result, with_decisions(notes, kept), tuple(problems), kept)

    def terms_in(
        self, document: Document
    ) -> tuple[tuple[GlossaryTerm, ...], tuple[GlossaryTerm, ...]]:
        """The terms that this document can meet, of the site and of its topics and itself.

        Its conversion depends on no others.
        """
        whole = as_html(human_fields(document))
        return self._index.found_in(whole), self._own_index(document).found_in(whole)

    def told_terms(self, document: Document, fields: Sequence[tuple[str, str]]) -> list[list[str]]:
        """The same as texts, for the key of a conversion; ``fields`` are the document's texts."""
        if not (self.rules.terms or document.terms or document.topics):
            return [[], []]
        whole = as_html(fields)
        return [self._index.told_in(whole), self._own_index(document).told_in(whole)]

    def decisions_on(self, document: Document, target: str) -> tuple[Decision, ...]:
        """What editors have decided on this document in one variant, and on its source."""
        found = self.rules.decisions.get(document.path)
        if not found:
            return ()
        return tuple(decision for decision in found if decision.variant in (target, ""))

    def _of_topics(self, document: Document) -> tuple[GlossaryTerm, ...]:
        return tuple(term for topic in document.topics for term in self.rules.topics.get(topic, ()))

    def _own_index(self, document: Document) -> TermIndex:
        """Of the terms of the page and of its topics; pages with the same topics share one."""
        if document.terms:
            return TermIndex((*document.terms, *self._of_topics(document)))
        if document.topics not in self._topics:
            self._topics[document.topics] = TermIndex(self._of_topics(document))
        return self._topics[document.topics]

    def _book(
        self, document: Document, fields: Sequence[tuple[str, str]], source: Tag, target: Tag
    ) -> RuleBook:
        """The rules on a page at its start: its own terms before its topics' and the site's.

        The site's terms are in the engine already; they come along where a page has terms of
        its own, so that the longest still wins. Terms with signs that HTML escapes, which the
        engine never meets, are always here.
        """
        book = RuleBook(target, applies=source.tag != target.tag)
        own = (*document.terms, *self._of_topics(document))
        if own or self._escaped:
            everywhere = self._index.found_in(as_html(fields)) if own else self._escaped
            book.table.update(pairs_of((*own, *everywhere), source, target))
        return book

    def _steps(self, source: Tag, target: Tag, session: Session) -> Steps | None:
        engine = self._engine(source, target)
        if engine is None:
            return None
        named = source.script == HANS and target.script == HANT
        settle = session.settle if session.changes else None
        return Steps(engine, session.hold if named else None, settle)

    def _speller(self, source: Tag) -> Callable[[str], str]:
        """What writes a stray character in the script of the source."""
        other = read_tag(f"zh-{OTHER[source.script]}")
        return lambda text: self.text(text, source=other.tag, target=source.tag, markup=False)

    def _engine(self, source: Tag, target: Tag) -> Engine | None:
        if source.tag == target.tag:
            return None
        key = (source.tag, target.code)
        if key not in self._engines:
            self._engines[key] = self.maker(self._recipe(source, target))
        return self._engines[key]

    def _recipe(self, source: Tag, target: Tag) -> Recipe:
        terms = pairs_of(self.rules.terms, source, target)
        region = source.region if source.script == target.script else ""  # else it says nothing
        return Recipe(
            source.script, region, target.script, target.spelling, terms, styled=target.styled
        )

    def prepare(self, pairs: Iterable[tuple[str, str]] | None = None) -> None:
        """Make ready what (source, target) need: on disk, or where nothing is kept in memory.

        A parent does so before it forks workers; without ``pairs`` for all editions. An engine
        that is on disk is not loaded.
        """
        for one, other in permutations(self.variants, 2) if pairs is None else pairs:
            source, target = read_tag(one), read_tag(other)
            if source.tag == target.tag:
                continue
            if isinstance(self.maker, KeptEngines):
                self.maker.prepare(self._recipe(source, target))
            else:
                self._engine(source, target)

    @property
    def cache(self) -> Path | None:
        """Where engines are kept, if anywhere."""
        return self.maker.cache if isinstance(self.maker, KeptEngines) else None


def _again(rules: SiteRules, variants: Sequence[str], maker: EngineMaker) -> Converter:
    return Converter(rules, variants=variants, maker=maker)


def make_converter(
    terms: Sequence[GlossaryTerm] = (),
    *,
    variants: Sequence[str],
    rules: SiteRules | None = None,
    cache: Path | None = None,
    maker: EngineMaker = make_engine,
) -> Converter:
    """A converter for a site with these rules (or only ``terms``) and editions.

    Engines are kept in the folder ``cache``, if there is one, else ``maker`` makes them.

    :raises CannotRun: if a variant is no form of Chinese that Hutong knows.
    """
    for variant in variants:
        read_tag(variant)
    used = maker if cache is None else KeptEngines(cache)
    return Converter(rules or SiteRules(terms=tuple(terms)), variants=variants, maker=used)


_PLAIN: Final = Converter()


def convert_text(text: str, *, target: str, source: str | None = None, markup: bool = False) -> str:
    """Convert a plain text with the built-in word lists and house style alone.

    The source is detected if not given, as in :meth:`Converter.text`.

    :raises CannotRun: if a tag names no form of Chinese that Hutong knows.
    """
    return _PLAIN.text(text, source=source, target=target, markup=markup)


def _guess(text: str, target: Tag) -> Tag:
    if han_script_of(text) != target.script or strays(text, target.script):
        return read_tag(f"zh-{OTHER[target.script]}")
    # Traditional of no stated region: Taiwan's forms hold every other region's unharmed.
    return read_tag("zh-Hant-TW") if target.script == HANT else target
