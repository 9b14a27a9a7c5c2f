"""The whole conversion of a text or a document, with the site's own terms.

Protected spans → names and terms → OpenCC → house style → decisions → checks → notes; each step
is a module, and :class:`Converter` only says who comes when.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Final

from hutong.decisions import Decision, decided_on
from hutong.human import human_fields, with_human_texts
from hutong.model import Document, GlossaryTerm, Note, Problem, Provenance
from hutong.variants import chain, checks
from hutong.variants.chain import Passage, Steps
from hutong.variants.detect import HANS, HANT, OTHER, guess_tag
from hutong.variants.engine import Engine, EngineMaker, Recipe, make_engine
from hutong.variants.html import cut
from hutong.variants.kept import KeptEngines, Making
from hutong.variants.layout import Layout, passages_of
from hutong.variants.markup import RuleBook
from hutong.variants.notes import (
    conversion_notes,
    figure_problems,
    source_notes,
    with_decisions,
)
from hutong.variants.plain import convert_plain
from hutong.variants.quotes import KEEP
from hutong.variants.rules_of_site import AnyWritten, Converted, SiteRules, Written
from hutong.variants.session import Session
from hutong.variants.subject import Subject
from hutong.variants.tags import Tag, read_tag
from hutong.variants.terms import TermIndex, as_html, pairs_of
from hutong.variants.tokens import has_tags

_HTML: Final = frozenset("&<>\"'")


class Converter:
    """Converts with one set of rules. Engines are made when first needed; copies make new ones."""

    __slots__ = (
        "_engines", "_escaped", "_index", "_signed", "_topics", "maker", "rules", "variants",
    )  # fmt: skip

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
            term for term in self.rules.terms if _HTML & {*"".join(term.names.values())}
        )
        self._signed = tuple(form for term in self._escaped for form in term.names.values())
        self.maker = maker
        self._engines: dict[tuple[str, str], Engine] = {}
        self._topics: dict[tuple[str, ...], TermIndex] = {}

    def __reduce__(self) -> tuple[Callable[..., Converter], tuple[()]]:
        return partial(Converter, self.rules, variants=self.variants, maker=self.maker), ()

    def text(
        self, text: str, *, target: str, source: str | None = None, markup: bool = True
    ) -> str:
        """Convert one plain text; where both tags are the same, only markup is resolved.

        Without a ``source`` the script is detected; a text that mixes both, or tells neither,
        is taken to be of the script that the target is not.
        """
        to_tag = read_tag(target)
        from_tag = read_tag(source) if source else guess_tag(text, to_tag)
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

    def document(
        self,
        document: AnyWritten,
        target: str,
        *,
        doubts: bool = True,
        subject: Subject[AnyWritten] | None = None,
    ) -> Converted[AnyWritten]:
        """The edition's version of a document or sheet: every human text of it, in one engine call.

        Without ``doubts`` there are only notes on the source: finding what the conversion is
        unsure of takes longer than converting. ``subject`` is the document with what is known
        of it, where it is converted more than once.
        """
        subject = subject or Subject(document)
        decisions = self.decisions_on(document, target)
        to_tag = read_tag(target)
        if subject.is_done and not decisions:
            if subject.source.tag == to_tag.tag:
                return Converted(document)
            done = None if doubts else self._plainly(subject, to_tag, target)
            if done:
                return done
        return self._carefully(subject, to_tag, target, decisions, doubts=doubts)

    def _plainly(
        self, subject: Subject[AnyWritten], to_tag: Tag, target: str
    ) -> Converted[AnyWritten] | None:
        """A sound document in which no text and no rule needs care; None where one may."""
        document, texts = subject.document, subject.plain
        session = Session((), self.rules.quotes.get(target, KEEP))
        if texts is None or session.changes or document.terms or self._of_topics(document):
            return None
        steps = self._steps(subject.source, to_tag, session)
        if steps is None or any(form in texts.whole for form in self._signed):
            return None
        changed = convert_plain(texts, steps)
        if changed is None:
            return None
        fresh = iter(changed.fields).__next__
        result = with_human_texts(document, fresh, variant=target, provenance=Provenance.CONVERTED)
        return Converted(result, (), tuple(figure_problems(*changed.seen, document.path)))

    def _carefully(
        self,
        subject: Subject[AnyWritten],
        to_tag: Tag,
        target: str,
        decisions: tuple[Decision, ...],
        *,
        doubts: bool,
    ) -> Converted[AnyWritten]:
        """Any document, text by text."""
        document, fields, source = subject.document, subject.fields, subject.source
        layout = Layout(fields, source, to_tag)
        session = Session(decisions, self.rules.quotes.get(target, KEEP))
        steps = self._steps(source, to_tag, session)
        book = self._book(document, fields, source, to_tag)
        outcome = chain.convert(layout.passages, steps, book)
        fresh = {"variant": target, "provenance": Provenance.CONVERTED} if steps is not None else {}
        texts = iter(layout.fill(outcome.texts))
        result = with_human_texts(document, texts.__next__, **fresh)
        if book.title is not None and isinstance(result, Document):
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
        self, document: Written
    ) -> tuple[tuple[GlossaryTerm, ...], tuple[GlossaryTerm, ...]]:
        """The terms that this document can meet, of the site and of its topics and itself.

        Its conversion depends on no others.
        """
        whole = as_html(human_fields(document))
        return self._index.found_in(whole), self._own_index(document).found_in(whole)

    def told_terms(self, subject: Subject[AnyWritten]) -> list[list[str]]:
        """The same as texts, for the key of a conversion."""
        document = subject.document
        if not (self.rules.terms or document.terms or document.topics):
            return [[], []]
        words = subject.words
        return [self._index.told_in(words), self._own_index(document).told_in(words)]

    def decisions_on(self, document: Written, target: str) -> tuple[Decision, ...]:
        """What editors have decided on this document in one variant, and on its source."""
        found = self.rules.decisions.get(document.path)
        return decided_on(found, target) if found else ()

    def _of_topics(self, document: Written) -> tuple[GlossaryTerm, ...]:
        return tuple(term for topic in document.topics for term in self.rules.topics.get(topic, ()))

    def _own_index(self, document: Written) -> TermIndex:
        """Of the terms of the page and of its topics; pages with the same topics share one."""
        if document.terms:
            return TermIndex((*document.terms, *self._of_topics(document)))
        if document.topics not in self._topics:
            self._topics[document.topics] = TermIndex(self._of_topics(document))
        return self._topics[document.topics]

    def _book(
        self, document: Written, fields: Sequence[tuple[str, str]], source: Tag, target: Tag
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

    def makings(self, pairs: Iterable[tuple[str, str]] | None = None) -> list[Making]:
        """What makes the engines that (source, target) need, before they are needed.

        Without ``pairs`` those of all editions; nothing where engines are not kept on disk.
        """
        if not isinstance(self.maker, KeptEngines):
            return []
        chosen = permutations(self.variants, 2) if pairs is None else pairs
        tagged = [(read_tag(one), read_tag(other)) for one, other in chosen]
        recipes = [self._recipe(*pair) for pair in tagged if pair[0].tag != pair[1].tag]
        return list(map(self.maker.making, recipes))

    @property
    def cache(self) -> Path | None:
        """Where engines are kept, if anywhere."""
        return self.maker.cache if isinstance(self.maker, KeptEngines) else None


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
