"""One content file → its row: read, converted for every edition, and checked on its own.

Pure but for the file itself and the store, so that any process can do it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from hutong.build.conversions import rules_key
from hutong.build.digests import content_digest
from hutong.build.findings import mixed_scripts, stale_decisions
from hutong.build.ground import Ground
from hutong.build.packs import Ref
from hutong.build.places import Places
from hutong.build.rows import (
    FORM,
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
    is_counterpart,
    joined,
    shape,
)
from hutong.build.rules import unknown_topics
from hutong.build.scan import read_text, shown
from hutong.build.store import Store
from hutong.decisions import Decision
from hutong.model import Document, Kind, Note, Problem
from hutong.register.aliases import find_undeclared_aliases
from hutong.source import decode, mask, parse_document
from hutong.source.asked import recording, still_holds
from hutong.source.context import SourceContext
from hutong.variants import Converter, Subject

_Kept = TypeVar("_Kept", Read, Form)
_NOTHING: Final = Read(answers=None, document=None, text=None, shape=b"", problems=(), lines={})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Environment:
    """What all documents are read with. ``code`` is the digest of what reads them."""

    content: Path
    context: SourceContext
    ground: Ground
    converter: Converter
    editions: tuple[str, ...]
    code: bytes


class Reader:
    """Makes rows. ``made`` and ``found`` count conversions, new and kept."""

    def __init__(self, environment: Environment, store: Store) -> None:
        self._environment = environment
        self._store = store
        self.made = 0
        self.found = 0
        self.new: list[tuple[bytes, Ref]] = []
        """What was put into the store."""

    def row(self, path: str, old: Row | None) -> Row:
        """The row of a file; the old one if it still says all there is to say."""
        environment = self._environment
        data = read_text(environment.content, path)
        if isinstance(data, Problem):
            return _broken(path, data)
        source = content_digest(data)
        read_key = digest(environment.code, path.encode(), source)
        if old and old.read_key == read_key and old.ground == environment.ground.digest:
            self.found += len(old.forms)
            return old
        text, found = decode(data, shown(path))
        if text is None:
            return _broken(path, *found, source=source)
        read, document = self._read(path, text, found, read_key, old)
        forms = tuple(self._forms(document, read, old)) if document else ()
        return Row(
            path=path,
            source=source,
            read_key=read_key,
            ground=environment.ground.digest,
            read=read,
            forms=forms,
            warnings=tuple(self._warnings(path, text, document, read)),
            if_public=tuple(self._of_forms(document, text, forms)) if document else (),
        )

    def taken(self) -> tuple[list[tuple[bytes, Ref]], int, int]:
        """What was put into the store since this was last asked, and both counts since then."""
        self._store.flush()
        done = self.new, self.made, self.found
        self.new, self.made, self.found = [], 0, 0
        return done

    # Reading

    def _read(
        self, path: str, text: str, found: Iterable[Problem], key: bytes, old: Row | None
    ) -> tuple[Read, Document | None]:
        """What the file says: from the old row or the store while it holds, else anew."""
        context = self._environment.context
        kept = old.read if old and old.read_key == key else _decoded(self._store.get(key), READ)
        if kept and still_holds(kept.answers, context):
            with contextlib.suppress(LostTextError):  # read it anew
                return kept, self._document(kept)
        asking, asked = recording(context)
        kind = Kind(path.partition("/")[0])
        parsed = parse_document(text, path=path, kind=kind, context=asking, shown_path=shown(path))
        light, body = encoded(parsed.document) if parsed.document else (None, None)
        read = Read(
            answers=asked.answers(),
            document=self._put_blob(light) if light else None,
            text=self._put_blob(body) if body else None,
            shape=shape(parsed.document) if parsed.document else b"",
            problems=(*found, *parsed.problems),
            lines=dict(parsed.lines),
        )
        self._put(key, encode(read))
        return read, parsed.document

    def _document(self, read: Read) -> Document | None:
        """The whole document that was read, unless something is wrong with it."""
        if read.document is None or read.text is None:
            return None
        light = decode_document(fetch(self._store, read.document))
        return joined(light, decode_text(fetch(self._store, read.text)))

    def _put_blob(self, data: bytes) -> Blob:
        key = digest(data)
        return Blob(key, self._put(key, data))

    def _put(self, key: bytes, data: bytes) -> Ref:
        ref = self._store.put(key, data)
        self.new.append((key, ref))
        return ref

    # Converting

    def _forms(self, document: Document, read: Read, old: Row | None) -> Iterator[Form]:
        converter = self._environment.converter
        subject = Subject(document)
        terms = converter.told_terms(subject)
        parts = [one.key for one in (read.document, read.text) if one]
        kept = {form.key: form for form in old.forms} if old else {}
        for target in self._environment.editions:
            if is_counterpart(document) and target != document.variant and read.document:
                # Nobody reads it there, and it stands for itself.
                yield Form(b"", read.document, read.text or read.document, (), (), ())
                continue
            key = digest(rules_key(converter, subject, target, terms), *parts)
            form = kept.get(key) or self._kept_form(key)
            if form:
                self.found += 1
                yield form
                continue
            self.made += 1
            form = self._convert(subject, target, key, read)
            self._put(key, encode(form))
            yield form

    def _kept_form(self, key: bytes) -> Form | None:
        """What an earlier build converted to, if its texts are there, too."""
        form = _decoded(self._store.get(key), FORM)
        try:
            for blob in (form.entry, form.text) if form else ():
                fetch(self._store, blob)
        except LostTextError:
            return None
        return form

    def _convert(self, subject: Subject, target: str, key: bytes, read: Read) -> Form:
        converter, document = self._environment.converter, subject.document
        done = converter.document(document, target, doubts=False, subject=subject)
        decisions = converter.decisions_on(document, target)
        entry, text = read.document, read.text
        same = done.document is document or done.document == document
        if not same or entry is None or text is None:
            light, body = encoded(done.document)
            entry, text = self._put_blob(light), self._put_blob(body)
        settled = tuple(n for n, one in enumerate(decisions) if one in done.settled)
        problems = tuple(dataclasses.replace(one, path=shown(one.path)) for one in done.problems)
        return Form(key, entry, text, done.notes, problems, settled)

    # Checking

    def _warnings(
        self, path: str, text: str, document: Document | None, read: Read
    ) -> Iterator[Problem]:
        """What is wrong between the file and the site's other content."""
        ground = self._environment.ground
        lines = enumerate(mask(text).split("\n"), 1)
        yield from find_undeclared_aliases(lines, ground.register, shown(path))
        if document:
            yield from unknown_topics(document, read.lines, ground.rules.topics)

    def _of_forms(
        self, document: Document, text: str, forms: tuple[Form, ...]
    ) -> Iterator[Problem]:
        """What conversion has to say, to whom it may concern: a text that is public."""
        yield from mixed_scripts(_placed(document, text, forms))
        settled: set[Decision] = set()
        for target, form in zip(self._environment.editions, forms, strict=True):
            if not form.settled:
                continue
            decisions = self._environment.converter.decisions_on(document, target)
            settled.update(decisions[number] for number in form.settled)
        decided = self._environment.ground.rules.decisions.get(document.path, ())
        yield from stale_decisions(decided, settled, {document.path})


@functools.lru_cache(1)
def reader_of(environment: Environment, store: Path | Store) -> Reader:
    """The reader of this process, with a store of its own."""
    return Reader(environment, Store(store) if isinstance(store, Path) else store)


def _placed(document: Document, text: str, forms: Iterable[Form]) -> list[Note]:
    """The notes of all forms, each once, with the line that it stands on."""
    notes = tuple(dict.fromkeys(note for form in forms for note in form.notes))
    if not notes:
        return []
    places = Places(text)
    path = shown(document.path)
    return [
        dataclasses.replace(note, path=path, line=places.line_of(note.sentence, note.at))
        for note in notes
    ]


def _broken(path: str, *problems: Problem, source: bytes = b"") -> Row:
    read = msgspec.structs.replace(_NOTHING, problems=problems)
    return Row(
        path=path, source=source, read_key=b"", ground=b"", read=read, forms=(), warnings=(),
        if_public=(),
    )  # fmt: skip


def _decoded(data: bytes | None, decoder: msgspec.msgpack.Decoder[_Kept]) -> _Kept | None:
    """A record of the store; None if it is not there, or of another shape."""
    if data is None:
        return None
    try:
        return decoder.decode(data)
    except ValueError:
        return None
