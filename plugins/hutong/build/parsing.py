"""One content file → what it says, whole and typed: from the store while that holds, else anew."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from hutong.build.briefs import Said, say
from hutong.build.ground import Ground
from hutong.build.mentions import Mentions
from hutong.build.packs import Ref
from hutong.build.rows import (
    READ,
    Blob,
    Form,
    LostTextError,
    Read,
    Row,
    decode_document,
    decode_text,
    digest,
    encode,
    encoded,
    fetch,
    joined,
    shape,
)
from hutong.build.scan import kind_of, shown
from hutong.build.sheets import (
    NO_PROSE,
    Prose,
    decode_prose,
    decode_record,
    encode_prose,
    encode_record,
    sheet_of,
)
from hutong.build.store import Store
from hutong.build.texts import Kept
from hutong.model import Document, Kind, Problem, Severity
from hutong.register.sheet import Sheet
from hutong.source import parse_document
from hutong.source.asked import recording, still_holds
from hutong.source.context import SourceContext
from hutong.source.prose import read_prose
from hutong.variants import Converter, Subject

_Value = TypeVar("_Value", Read, Form)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Environment:
    """What all documents are read with. ``code`` is the digest of what reads them.

    ``has_register`` says whether records have pages that names in texts can lead to.
    """

    content: Path
    context: SourceContext
    ground: Ground
    converter: Converter
    editions: tuple[str, ...]
    code: bytes
    has_register: bool = True


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that could be decoded; ``found`` is what was wrong with its signs."""

    path: str
    data: bytes
    text: str
    found: tuple[Problem, ...]
    key: bytes
    source: bytes
    said: Said | None


class Parser:
    """Reads files. ``new`` is what was put into the store."""

    def __init__(self, environment: Environment, store: Store) -> None:
        self._environment = environment
        self._store = store
        ground = environment.ground
        longer = [term.names for term in ground.taxonomy.terms.values()]
        longer += [term.names for term in ground.rules.terms]
        self.mentions = Mentions(ground.register, environment.converter, longer)
        self.new: list[tuple[bytes, Ref]] = []

    def document(self, file: TextFile, old: Row | None) -> tuple[Read, Kept[Document] | None]:
        """What the file says: from the old row or the store while it holds, else anew."""
        kept = self._kept_read(file.key, old)
        if kept:
            with contextlib.suppress(LostTextError):  # read it anew
                return kept, self._whole(kept, self._stored(kept))
        asking, asked = recording(self._environment.context)
        kind = Kind(file.path.partition("/")[0])
        parsed = parse_document(
            file.text, path=file.path, kind=kind, context=asking, shown_path=shown(file.path)
        )
        light, body = encoded(parsed.document) if parsed.document else (None, None)
        read = Read(
            answers=asked.answers(),
            document=self.put_blob(light) if light else None,
            text=self.put_blob(body) if body else None,
            shape=shape(parsed.document) if parsed.document else b"",
            problems=(*file.found, *parsed.problems),
            lines=dict(parsed.lines),
        )
        self.put(file.key, encode(read))
        return read, self._whole(read, parsed.document)

    def record(self, file: TextFile, old: Row | None) -> tuple[Read, Kept[Sheet] | None]:
        """The same for a record; the names in it are looked up whenever it is read."""
        kept = self._kept_read(file.key, old)
        if kept:
            with contextlib.suppress(LostTextError):
                return kept, self._stored_sheet(file.path, kept)
        asking, asked = recording(self._environment.context)
        said = self._said(file)
        prose = read_prose(
            said.body, said.body_line, path=file.path, shown_path=shown(file.path), context=asking
        )
        problems = (*file.found, *said.problems, *prose.problems)
        sound = not any(one.severity is Severity.ERROR for one in problems)
        below = Prose(prose.html, prose.links, prose.assets) if prose.html else NO_PROSE
        read = Read(
            answers=asked.answers(),
            document=self.put_blob(said.record) if sound and said.record else None,
            text=self.put_blob(encode_prose(below)) if sound else None,
            shape=b"",
            problems=problems,
            lines=said.lines,
        )
        self.put(file.key, encode(read))
        return read, self._sheet(file.path, read, said.record, below)

    def _said(self, file: TextFile) -> Said:
        """What a record's file says: as somebody has parsed it just now, or parsed here."""
        tags = self._environment.editions
        return file.said or say(file.data, file.text, file.source, file.path, tags)[0]

    def _kept_read(self, key: bytes, old: Row | None) -> Read | None:
        """What the file was read as, if the site would still answer it the same."""
        kept = old.read if old and old.read_key == key else decoded(self._store.get(key), READ)
        return kept if kept and still_holds(kept.answers, self._environment.context) else None

    def _whole(self, read: Read, document: Document | None) -> Kept[Document] | None:
        if document is None or read.document is None or read.text is None:
            return None
        met = self.mentions.met(document) if self._environment.has_register else ()
        return Kept(document, Subject(document), read.document, read.text, met)

    def _stored_sheet(self, path: str, read: Read) -> Kept[Sheet] | None:
        """The sheet of a record that was read before."""
        if read.document is None or read.text is None:
            return None
        written = fetch(self._store, read.document)
        return self._sheet(path, read, written, decode_prose(fetch(self._store, read.text)))

    def _sheet(
        self, path: str, read: Read, written: bytes | None, prose: Prose
    ) -> Kept[Sheet] | None:
        """The sheet of a record with ids where it names others; None if it is not sound."""
        if written is None or read.document is None or read.text is None:
            return None
        named = decode_record(kind_of(path), written)
        record = self._environment.ground.resolved(named)
        sheet = sheet_of(record, path, prose)
        entry = read.document if record == named else self.put_blob(encode_record(record))
        return Kept(sheet, Subject(sheet), entry, read.text)

    def _stored(self, read: Read) -> Document | None:
        """The whole document that was read, unless something is wrong with it."""
        if read.document is None or read.text is None:
            return None
        light = decode_document(fetch(self._store, read.document))
        return joined(light, decode_text(fetch(self._store, read.text)))

    def put_blob(self, data: bytes) -> Blob:
        """Put a value into the store."""
        key = digest(data)
        return Blob(key, self.put(key, data))

    def put(self, key: bytes, data: bytes) -> Ref:
        """Put a value under a key into the store."""
        ref = self._store.put(key, data)
        self.new.append((key, ref))
        return ref


def decoded(data: bytes | None, decoder: msgspec.msgpack.Decoder[_Value]) -> _Value | None:
    """A value of the store; None if it is not there, or of another shape."""
    if data is None:
        return None
    try:
        return decoder.decode(data)
    except ValueError:
        return None
