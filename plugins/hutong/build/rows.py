"""What the build keeps of a content file: small rows in memory, texts in the store."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

import msgspec

from hutong.build.digests import digest as digest  # noqa: PLC0414  # those who keep rows need it
from hutong.build.packs import Ref
from hutong.build.store import Store
from hutong.human import unread
from hutong.model import Document, Heading, Html, Note, Problem, Provenance, Question
from hutong.source import anchors

_MSGPACK: Final = msgspec.msgpack.Encoder()
_JSON: Final = msgspec.json.Encoder()


def encode(record: Any) -> bytes:
    """A record as MessagePack; equal records give equal bytes."""
    return _MSGPACK.encode(record)


def encode_timed(record: Any) -> bytes:
    """A record that holds times, as JSON: MessagePack would forget their zones."""
    return _JSON.encode(record)


class Blob(msgspec.Struct, frozen=True, array_like=True):
    """A value in the store: ``key`` is the digest of its bytes."""

    key: bytes
    ref: Ref


class Text(msgspec.Struct, frozen=True, array_like=True):
    """What of a document lists do not show."""

    body: str
    headings: tuple[Heading, ...]
    questions: tuple[Question, ...]
    characters: int


class Form(msgspec.Struct, frozen=True, array_like=True):
    """A text in one edition. ``settled`` numbers the decisions on it that found a place.

    ``mentions`` are the records (``kind/id``) that it links to because it names them.
    """

    key: bytes
    entry: Blob
    text: Blob
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    settled: tuple[int, ...]
    mentions: tuple[str, ...] = ()


class Read(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A content file, read: what :func:`hutong.source.parse_document` made of it.

    It holds while the answers that the reader got from the site around the file hold.
    """

    answers: Any
    document: Blob | None
    text: Blob | None
    shape: bytes
    """Digest of what places the document: all but the words that readers see."""
    problems: tuple[Problem, ...]
    lines: dict[str, int]


class Row(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A content file with its forms, one an edition, and all that editors should know of it.

    ``source`` is the digest of its bytes, ``read_key`` that of all it was read from, ``ground``
    that of the site's other content, against which it was checked. ``warnings`` are of what
    ``read`` does not say; those ``if_public`` count while readers may see the document. A record
    has its ``names`` in each edition.
    """

    path: str
    source: bytes
    read_key: bytes
    ground: bytes
    read: Read
    forms: tuple[Form, ...]
    warnings: tuple[Problem, ...]
    if_public: tuple[Problem, ...]
    names: tuple[str, ...] = ()

    @property
    def mentions(self) -> frozenset[str]:
        """The records that any form of it links to."""
        return frozenset(one for form in self.forms for one in form.mentions)

    def told(self, shown_in: Collection[int]) -> tuple[Problem, ...]:
        """What counts while readers may see it in the editions of these numbers."""
        converted = (one for number in shown_in for one in self.forms[number].problems)
        return (*self.if_public, *converted)


class LostTextError(Exception):
    """A text that a row speaks of is not in the store, or damaged: it must be read anew."""


def fetch(store: Store, blob: Blob) -> bytes:
    """The bytes of a blob.

    :raises LostTextError: if the store has lost them.
    """
    data = store.read(blob.ref, blob.key)
    if data is None:
        data = store.get(blob.key)
    if data is None:
        raise LostTextError(blob.key.hex())
    return data


def joined(light: Document, text: Text) -> Document:
    """The whole document again."""
    return dataclasses.replace(
        light,
        body=Html(text.body),
        headings=text.headings,
        questions=text.questions,
        characters=text.characters,
    )


def encoded(document: Document) -> tuple[bytes, bytes]:
    """A document in two values: without what lists do not show, and that.

    :func:`decode_document` and :func:`decode_text` read them, :func:`joined` puts them together.
    """
    light = {**dict(zip(_FIELDS, _values_of(document), strict=True)), **_LIGHT}
    text = Text(document.body, document.headings, document.questions, document.characters)
    return _JSON.encode(light), _MSGPACK.encode(text)


_FIELDS: Final = tuple(field.name for field in dataclasses.fields(Document))
_values_of: Final = attrgetter(*_FIELDS)
_LIGHT: Final = {"body": "", "headings": (), "questions": (), "characters": 0}
_NOT_PLACING: Final = frozenset({*_LIGHT, "links", "terms", "topics"})


def shape(document: Document) -> bytes:
    """Digest of what places a document among the others: no human texts, no line numbers.

    The anchors that others may link to are a part of it.
    """
    placed = unread(document, _NOT_PLACING)
    name = document.source.name if document.source else ""
    links = [target for target, _ in document.links]
    found = sorted(anchors(document.body))
    return digest(encode_timed([placed, name, links, found]))


_DOCUMENT: Final = msgspec.json.Decoder(Document)
_TEXT: Final = msgspec.msgpack.Decoder(Text)
ROW: Final = msgspec.msgpack.Decoder(Row)
READ: Final = msgspec.msgpack.Decoder(Read)
FORM: Final = msgspec.msgpack.Decoder(Form)


def decode_document(data: bytes) -> Document:
    """Read a document; ``ValueError`` if the bytes are none."""
    return _DOCUMENT.decode(data)


def decode_text(data: bytes) -> Text:
    """Read a text; ``ValueError`` if the bytes are none."""
    return _TEXT.decode(data)


def is_counterpart(document: Document) -> bool:
    """Whether an editor wrote it beside an original."""
    return document.provenance is Provenance.COUNTERPART


def keys_of(rows: Iterable[Row]) -> Iterator[bytes]:
    """Everything in the store that rows rely on."""
    for row in rows:
        yield from _keys(row)


def _keys(row: Row) -> Iterator[bytes]:
    yield row.read_key
    for blob in (row.read.document, row.read.text):
        if blob:
            yield blob.key
    for form in row.forms:
        yield from (form.key, form.entry.key, form.text.key)
