"""The whole conversion of a text or a document, with the site's own terms.

Protected spans → terms → OpenCC → house style → checks → notes; each step is a module, and
:class:`Converter` only says who comes when.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from hutong.human import human_texts, with_human_texts
from hutong.model import Document, GlossaryTerm, Note, Problem, Provenance
from hutong.variants import chain, checks
from hutong.variants.chain import Passage
from hutong.variants.checks import Stray
from hutong.variants.detect import HANS, HANT, han_script_of, strays
from hutong.variants.engine import Engine, EngineMaker, Recipe, make_engine
from hutong.variants.html import Care, Slot, Template, cut
from hutong.variants.lexicon import Pairs
from hutong.variants.markup import RuleBook
from hutong.variants.tags import Tag, forms_of, nearest, read_tag

_OTHER: Final = {HANT: HANS, HANS: HANT}


MIXED: Final = "mixed-script"
"""The rule of notes on what a source's own script would not write."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A document in another variant, and what an editor should know about it."""

    document: Document
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


class Converter:
    """Converts with one set of terms. Engines are made when first needed; copies make new ones."""

    __slots__ = ("_engines", "_maker", "_terms", "variants")

    def __init__(
        self,
        terms: Sequence[GlossaryTerm] = (),
        *,
        variants: Sequence[str] = (),
        maker: EngineMaker = make_engine,
    ) -> None:
        self.variants = tuple(variants)
        self._terms = tuple(terms)
        self._maker = maker
        self._engines: dict[tuple[str, str], Engine] = {}

    def __reduce__(self) -> tuple[Callable[..., Converter], tuple[object, ...]]:
        return _again, (self._terms, self.variants, self._maker)

    def text(
        self, text: str, *, target: str, source: str | None = None, markup: bool = True
    ) -> str:
        """Convert one plain text; where both tags are the same, only markup is resolved.

        Without a ``source`` the script is detected; a text that mixes both, or tells neither,
        is taken to be of the script that the target is not.
        """
        to_tag = read_tag(target)
        from_tag = read_tag(source) if source else _guess(text, to_tag)
        engine = self._engine(from_tag, to_tag)
        book = RuleBook(to_tag, applies=engine is not None) if markup else None
        return chain.convert([Passage(text, 0)], engine, book)[0][0]

    def document(self, document: Document, target: str) -> Converted:
        """The edition's version of a document: every human text of it, in one engine call."""
        source, to_tag = read_tag(document.variant), read_tag(target)
        fields = list(human_texts(document))
        layout = _Layout(fields, source, to_tag)
        engine = self._engine(source, to_tag)
        book = RuleBook(to_tag, applies=engine is not None)
        for passage in layout.passages:  # rules hold on the whole page, its title included
            chain.collect(passage, book)
        texts, given, got = chain.convert(layout.passages, engine, book)
        result = with_human_texts(document, iter(layout.fill(texts)).__next__)
        notes = _source_notes(layout.passages, document, source)
        if book.title is not None:
            result = dataclasses.replace(result, title=book.title)
        if engine is None:
            return Converted(result, tuple(notes))
        result = dataclasses.replace(result, variant=target, provenance=Provenance.CONVERTED)
        notes += _result_notes(got, document, to_tag)
        return Converted(result, tuple(notes), tuple(_figure_problems(given, got, document)))

    def terms_in(self, document: Document) -> tuple[GlossaryTerm, ...]:
        """The terms that this document can meet: its conversion depends on no others."""
        whole = "\n".join(text for _, text in human_texts(document))
        return tuple(
            term for term in self._terms if any(form in whole for form in term.names.values())
        )

    def _engine(self, source: Tag, target: Tag) -> Engine | None:
        if source.tag == target.tag:
            return None
        key = (source.tag, target.tag)
        if key not in self._engines:
            self._engines[key] = self._maker(
                Recipe(
                    source.script, source.region, target.script, target.region,
                    pairs_of(self._terms, source, target),
                )
            )  # fmt: skip
        return self._engines[key]


def _again(terms: Sequence[GlossaryTerm], variants: Sequence[str], maker: EngineMaker) -> Converter:
    return Converter(terms, variants=variants, maker=maker)


def make_converter(
    terms: Sequence[GlossaryTerm], *, variants: Sequence[str], maker: EngineMaker = make_engine
) -> Converter:
    """A converter for a site with these terms and editions.

    :raises CannotRun: if a variant is no form of Chinese that Hutong knows.
    """
    for variant in variants:
        read_tag(variant)
    return Converter(terms, variants=variants, maker=maker)


def pairs_of(terms: Sequence[GlossaryTerm], source: Tag, target: Tag) -> Pairs:
    """Terms as (from, to) for one direction: every form of the source script leads there."""
    pairs: dict[str, str] = {}
    for term in terms:
        form = nearest(term.names, target)
        if form:
            for before in forms_of(term.names, source):
                pairs.setdefault(before, form)
    return tuple(pairs.items())


_PLAIN: Final = Converter()


def convert_text(text: str, *, target: str, source: str | None = None, markup: bool = False) -> str:
    """Convert a plain text with the built-in word lists and house style alone.

    The source is detected if not given, as in :meth:`Converter.text`.

    :raises CannotRun: if a tag names no form of Chinese that Hutong knows.
    """
    return _PLAIN.text(text, source=source, target=target, markup=markup)


def _guess(text: str, target: Tag) -> Tag:
    if han_script_of(text) != target.script or strays(text, target.script):
        return read_tag(f"zh-{_OTHER[target.script]}")
    # Traditional of no stated region: Taiwan's forms hold every other region's unharmed.
    return read_tag("zh-Hant-TW") if target.script == HANT else target


class _Layout:
    """The human fields of a document as passages, and back."""

    def __init__(self, fields: Sequence[tuple[str, str]], source: Tag, target: Tag) -> None:
        self.passages: list[Passage] = []
        self._parts: list[Template | None] = []
        unit = 0
        for kind, text in fields:
            template = cut(text, source=source, target=target) if kind == "html" else None
            self._parts.append(template)
            if template is None:
                self.passages.append(Passage(text, unit))
            else:
                self.passages += [_passage(slot, unit) for slot in template.slots]
                unit += template.units
            unit += 1

    def fill(self, texts: Sequence[str]) -> list[str]:
        """The fields with the converted texts of all passages, in their order."""
        fields: list[str] = []
        at = 0
        for template in self._parts:
            count = 1 if template is None else len(template.slots)
            mine = texts[at : at + count]
            fields.append(mine[0] if template is None else template.fill(mine))
            at += count
        return fields


def _passage(slot: Slot, unit: int) -> Passage:
    return Passage(slot.text, unit + slot.unit, slot.care, html=True)


def _source_notes(passages: Sequence[Passage], document: Document, source: Tag) -> list[Note]:
    """What in the source its own script would not write."""
    texts = [
        chain.shield(passage, None).text
        for passage in passages
        if passage.care is Care.CONVERT and "-{" not in passage.text
    ]
    return [
        *_notes(checks.find_strays(texts, source.script), document, MIXED, 0.95),
        *_notes(checks.find_suspects(texts, source.script), document, MIXED, 0.8),
    ]


def _result_notes(got: str, document: Document, target: Tag) -> list[Note]:
    """Characters that the conversion left in the other script."""
    return _notes(checks.find_strays([got], target.script), document, "unconverted", 0.9)


def _notes(found: Iterable[Stray], document: Document, rule: str, confidence: float) -> list[Note]:
    return [
        Note(
            path=document.path,
            line=0,
            before=one.around,
            after=one.text,
            rule=rule,
            confidence=confidence,
        )
        for one in found
    ]


def _figure_problems(given: str, got: str, document: Document) -> list[Problem]:
    changed = checks.changed_figures(given, got)
    if changed is None:
        return []
    before, after = changed
    what = f"the conversion turns the figure {before or 'nothing'} into {after or 'nothing'}"
    mend = "look for the glossary term that does so, or protect the place with -{ }-"
    return [Problem(document.path, 0, what, mend)]
