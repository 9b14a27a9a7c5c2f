"""One content file → its row: read, converted for every edition, and checked on its own.

Pure but for the file itself and the store, so that any process can do it.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from hutong.build.briefs import SAID
from hutong.build.conversions import rules_key
from hutong.build.digests import content_digest
from hutong.build.findings import mixed_scripts, stale_decisions
from hutong.build.linking import Met
from hutong.build.mentions import unknown_names
from hutong.build.packs import Ref
from hutong.build.parsing import Environment, Parser, TextFile, decoded
from hutong.build.places import Places
from hutong.build.rows import FORM, Form, LostTextError, Read, Row, digest, encode, fetch
from hutong.build.rules import unknown_topics
from hutong.build.scan import kind_of, read_text, record_kind, shown
from hutong.build.sheets import decode_record
from hutong.build.store import Store
from hutong.build.texts import DOCUMENTS, SHEETS, Kept, Treatment
from hutong.decisions import Decision, decided_on
from hutong.model import Document, Note, Problem
from hutong.register import Sheet, title_of
from hutong.register.aliases import find_undeclared_aliases
from hutong.source import decode, mask
from hutong.variants import AnyWritten

_NOTHING: Final = Read(answers=None, document=None, text=None, shape=b"", problems=(), lines={})


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of a row comes from reading and converting the file."""

    read: Read
    forms: tuple[Form, ...]
    warnings: tuple[Problem, ...]
    names: tuple[str, ...] = ()


class Reader:
    """Makes rows. ``made`` and ``found`` count conversions, new and kept."""

    def __init__(self, environment: Environment, store: Store) -> None:
        self._environment = environment
        self._store = store
        self._parser = Parser(environment, store)
        self.made = 0
        self.found = 0

    def row(self, path: str, old: Row | None, said: bytes = b"") -> Row:
        """The row of a file; the old one if it still says all there is to say.

        ``said`` is a record's file and what it says, encoded, if somebody has read it just now.
        """
        environment = self._environment
        just_read = SAID.decode(said) if said else None
        data = just_read.data if just_read else read_text(environment.content, path)
        if isinstance(data, Problem):
            return _broken(path, data)
        source = just_read.source if just_read else content_digest(data)
        read_key = digest(environment.code, path.encode(), source)
        if old and old.read_key == read_key and old.ground == environment.ground.digest:
            self.found += len(old.forms)
            return old
        text, found = decode(data, shown(path))
        if text is None:
            return _broken(path, *found, source=source)
        made = self._record if record_kind(path) else self._document
        parts = made(TextFile(path, data, text, tuple(found), read_key, source, just_read), old)
        return Row(
            path=path,
            source=source,
            read_key=read_key,
            ground=environment.ground.digest,
            read=parts.read,
            forms=parts.forms,
            warnings=parts.warnings,
            if_public=tuple(self._of_forms(path, text, parts.forms)) if parts.forms else (),
            names=parts.names,
        )

    def _document(self, file: TextFile, old: Row | None) -> _Parts:
        read, kept = self._parser.document(file, old)
        forms = tuple(form for form, _ in self._forms(kept, DOCUMENTS, old)) if kept else ()
        return _Parts(read, forms, tuple(self._warnings(file, kept.text if kept else None, read)))

    def _record(self, file: TextFile, old: Row | None) -> _Parts:
        read, kept = self._parser.record(file, old)
        made = list(self._forms(kept, SHEETS, old)) if kept else []
        names = tuple([self._name(file.path, *one) for one in made])
        return _Parts(read, tuple([form for form, _ in made]), (), names)

    def taken(self) -> tuple[list[tuple[bytes, Ref]], int, int]:
        """What was put into the store since this was last asked, and both counts since then."""
        self._store.flush()
        done = self._parser.new, self.made, self.found
        self._parser.new, self.made, self.found = [], 0, 0
        return done

    # Converting

    def _forms(
        self, kept: Kept[AnyWritten], treatment: Treatment[AnyWritten], old: Row | None
    ) -> Iterator[tuple[Form, AnyWritten | None]]:
        """The form of each edition, with the text where it was converted just now."""
        converter, subject = self._environment.converter, kept.subject
        # What editors have worded for every edition depends on no term.
        given = treatment.is_given(kept.text, self._environment.editions)
        terms = [] if given else converter.told_terms(subject)
        mentions = self._parser.mentions
        known = {form.key: form for form in old.forms} if old else {}
        for target in self._environment.editions:
            if not treatment.is_shown(kept.text, target):
                yield Form(b"", kept.entry, kept.body, (), (), ()), None
                continue
            rules = rules_key(converter, subject, target, terms)
            met = mentions.in_edition(kept.met, target)
            # Sheets and links are made by code that the rules do not name.
            code = self._environment.code if kept.met or treatment.prepares else b""
            key = digest(rules, kept.entry.key, kept.body.key, encode(met.spellings), code)
            form = known.get(key) or self._kept_form(key)
            if form:
                self.found += 1
                yield form, None
                continue
            self.made += 1
            form, text = self._convert(kept, treatment, target, key, met)
            self._parser.put(key, encode(form))
            yield form, text

    def _kept_form(self, key: bytes) -> Form | None:
        """What an earlier build converted to, if its texts are there, too."""
        form = decoded(self._store.get(key), FORM)
        try:
            for blob in (form.entry, form.text) if form else ():
                fetch(self._store, blob)
        except LostTextError:
            return None
        return form

    def _convert(
        self,
        kept: Kept[AnyWritten],
        treatment: Treatment[AnyWritten],
        target: str,
        key: bytes,
        met: Met,
    ) -> tuple[Form, AnyWritten]:
        converter, text = self._environment.converter, kept.text
        done = treatment.convert(text, kept.subject, converter, target)
        decisions = converter.decisions_on(text, target)
        entry, body = kept.entry, kept.body
        fresh, mentions = treatment.linked(done.document, met)
        if not (fresh is text or fresh == text):
            light, whole = treatment.encode(fresh)
            entry, body = self._parser.put_blob(light), self._parser.put_blob(whole)
        told = tuple(n for n, one in enumerate(decisions) if one in done.settled)
        problems = tuple(dataclasses.replace(one, path=shown(one.path)) for one in done.problems)
        return Form(key, entry, body, done.notes, problems, told, mentions), fresh

    def _name(self, path: str, form: Form, sheet: Sheet | None) -> str:
        """What a record is called in one edition."""
        if sheet is None:
            record = decode_record(kind_of(path), fetch(self._store, form.entry))
            return title_of(record).text
        return title_of(sheet.record).text

    # Checking

    def _warnings(self, file: TextFile, document: Document | None, read: Read) -> Iterator[Problem]:
        """What is wrong between the file and the site's other content."""
        ground = self._environment.ground
        lines = enumerate(mask(file.text).split("\n"), 1)
        yield from find_undeclared_aliases(lines, ground.register, shown(file.path))
        if document:
            yield from unknown_topics(document, read.lines, ground.rules.topics)
            yield from unknown_names(document, read.lines, ground.register)

    def _of_forms(self, path: str, text: str, forms: tuple[Form, ...]) -> Iterator[Problem]:
        """What conversion has to say, to whom it may concern: a text that is public."""
        yield from mixed_scripts(_placed(path, text, forms))
        settled: set[Decision] = set()
        decided = self._environment.ground.rules.decisions.get(path, ())
        for target, form in zip(self._environment.editions, forms, strict=True):
            if not form.settled:
                continue
            decisions = decided_on(decided, target)
            settled.update(decisions[number] for number in form.settled)
        yield from stale_decisions(decided, settled, {path})


@functools.lru_cache(1)
def reader_of(environment: Environment, store: Path | Store) -> Reader:
    """The reader of this process, with a store of its own."""
    return Reader(environment, Store(store) if isinstance(store, Path) else store)


def _placed(path: str, text: str, forms: Iterable[Form]) -> list[Note]:
    """The notes of all forms, each once, with the line that it stands on."""
    notes = tuple(dict.fromkeys(note for form in forms for note in form.notes))
    if not notes:
        return []
    places = Places(text)
    return [
        dataclasses.replace(note, path=shown(path), line=places.line_of(note.sentence, note.at))
        for note in notes
    ]


def _broken(path: str, *problems: Problem, source: bytes = b"") -> Row:
    read = msgspec.structs.replace(_NOTHING, problems=problems)
    return Row(
        path=path, source=source, read_key=b"", ground=b"", read=read, forms=(), warnings=(),
        if_public=(),
    )  # fmt: skip
