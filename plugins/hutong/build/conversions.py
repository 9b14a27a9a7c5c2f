"""Conversions that are kept from one build to the next, by the digest of all they depend on.

A conversion depends on the texts of the document, the terms and decisions that can touch it,
the quotation style, and the converter itself; so one changed line of a glossary converts anew
only what holds the term.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from hashlib import blake2b
from typing import Final

import msgspec

from hutong.build.digests import digest
from hutong.build.rows import encode
from hutong.build.store import Store
from hutong.human import human_texts, with_human_texts
from hutong.model import Document, Note, Problem, Provenance
from hutong.variants import AnyWritten, Converted, Converter, Subject, Written, code_version

_KEY: Final = 16


def conversion_key(converter: Converter, document: Written, target: str) -> bytes:
    """The digest of all that the conversion of a document to ``target`` depends on.

    That is its texts, the terms that it can meet, the decisions on it, the topics it asks for,
    the style of quotation marks, and the converter itself; not where the document stands.
    """
    subject = Subject(document)
    rules = rules_key(converter, subject, target, converter.told_terms(subject))
    found = blake2b(rules, digest_size=_KEY)
    found.update(repr([(kind, len(text)) for kind, text in subject.fields]).encode())
    texts = "".join([text for _, text in subject.fields])
    found.update(texts.encode("utf-8", "surrogatepass"))
    return found.digest()


def rules_key(
    converter: Converter, subject: Subject[AnyWritten], target: str, terms: list[list[str]]
) -> bytes:
    """The digest of all that a conversion depends on besides the texts.

    ``terms`` are those that the document can meet: the same for every target.
    """
    document = subject.document
    told = (
        code_version(converter.cache),
        document.variant,
        target,
        document.topics,
        terms,
        [
            (one.variant, one.sentence, one.at, one.before, one.choice)
            for one in converter.decisions_on(document, target)
        ],
        converter.rules.quotes.get(target, ""),
    )
    return blake2b(repr(told).encode(), digest_size=_KEY).digest()


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """A conversion as the store keeps it: the texts alone, for they fit any document with them."""

    texts: tuple[str, ...]
    converted: bool
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    settled: tuple[int, ...]


_DECODER: Final = msgspec.msgpack.Decoder(_Kept)


class Conversions:
    """Converts documents with all doubts, or takes what was kept of it from the store.

    An entry that is damaged is made anew.
    """

    def __init__(self, converter: Converter, store: Store) -> None:
        self.converter = converter
        self._store = store

    def document(self, document: Document, target: str) -> Converted[Document]:
        """As :meth:`hutong.variants.Converter.document`."""
        key = digest(b"with doubts", conversion_key(self.converter, document, target))
        data = self._store.get(key)
        if data is not None:
            with contextlib.suppress(IndexError, StopIteration, ValueError):  # of another shape
                return self._restored(_DECODER.decode(data), document, target)
        converted = self.converter.document(document, target)
        self._store.put(key, encode(self._kept(converted, document, target)))
        return converted

    def _kept(self, converted: Converted[Document], document: Document, target: str) -> _Kept:
        decisions = self.converter.decisions_on(document, target)
        return _Kept(
            tuple(text for _, text in human_texts(converted.document)),
            converted.document.provenance is Provenance.CONVERTED,
            converted.notes,
            converted.problems,
            tuple(n for n, one in enumerate(decisions) if one in converted.settled),
        )

    def _restored(self, kept: _Kept, document: Document, target: str) -> Converted[Document]:
        texts = iter(kept.texts)
        result = with_human_texts(document, texts.__next__)
        if next(texts, None) is not None:
            raise ValueError("more texts than the document has")
        if kept.converted:
            result = replace(result, variant=target, provenance=Provenance.CONVERTED)
        decisions = self.converter.decisions_on(document, target)
        path = document.path
        return Converted(
            result,
            tuple(replace(note, path=path) for note in kept.notes),
            tuple(replace(problem, path=path) for problem in kept.problems),
            frozenset(decisions[number] for number in kept.settled),
        )
