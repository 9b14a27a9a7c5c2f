"""Conversions that are kept from one build to the next, by the digest of all they depend on.

A conversion depends on the texts of the document, the terms and decisions that can touch it,
the quotation style, and the converter itself; so one changed line of a glossary converts anew
only what holds the term.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import shutil
import tempfile
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, cast

from hutong.decisions import Decision
from hutong.human import human_fields, human_texts, with_human_texts
from hutong.model import Document, Note, Problem, Provenance, Severity
from hutong.variants import Converted, Converter, code_version

Record = dict[str, Any]
"""What is kept of a conversion, as JSON."""

_DIGEST: Final = 64
_UNUSED_DAYS: Final = 14
_KEY: Final = 16


def conversion_key(converter: Converter, document: Document, target: str) -> bytes:
    """The digest of all that the conversion of a document to ``target`` depends on.

    That is its texts, the terms that it can meet, the decisions on it, the topics it asks for,
    the style of quotation marks, and the converter itself; not where the document stands.
    """
    fields = human_fields(document)
    told = (
        code_version(converter.cache),
        document.variant,
        target,
        document.topics,
        converter.told_terms(document, fields),
        [
            (one.variant, one.sentence, one.at, one.before, one.choice)
            for one in converter.decisions_on(document, target)
        ],
        converter.rules.quotes.get(target, ""),
        [(kind, len(text)) for kind, text in fields],
    )
    digest = blake2b(repr(told).encode(), digest_size=_KEY)
    digest.update("".join([text for _, text in fields]).encode("utf-8", "surrogatepass"))
    return digest.digest()


class Conversions:
    """Converts documents, or takes the result of an earlier build from ``folder``.

    ``made`` and ``found`` count both. An entry that is damaged is made anew, and so is one
    without doubts where they are asked for.
    """

    def __init__(self, converter: Converter, folder: Path, *, doubts: bool) -> None:
        self.converter = converter
        self._doubts = doubts
        self.made = 0
        self.found = 0
        self._folder = folder
        self._used: set[Path] = set()

    def document(self, document: Document, target: str) -> Converted:
        """As :meth:`hutong.variants.Converter.document`."""
        key = conversion_key(self.converter, document, target).hex()
        path = self._folder / key[:2] / key[2:]
        self._used.add(path)
        kept = self._kept(path, document, target)
        if kept is not None:
            self.found += 1
            return kept
        self.made += 1
        converted = self.converter.document(document, target, doubts=self._doubts)
        _write(path, {"doubts": self._doubts, **self._record(converted, document, target)})
        return converted

    def prune(self) -> None:
        """Forget what no build has used for two weeks."""
        oldest = time.time() - _UNUSED_DAYS * 24 * 3600
        now = time.time()
        for path in self._folder.glob("??/*"):
            # Another build may prune at the same time, or be about to name a file.
            with contextlib.suppress(OSError):
                if path in self._used:
                    os.utime(path, (now, now))
                elif path.stat().st_mtime < oldest:
                    path.unlink()

    def _kept(self, path: Path, document: Document, target: str) -> Converted | None:
        """What an earlier build kept, if it is whole and holds all that is asked for."""
        record = _read(path)
        if record is None:
            return None
        try:
            return (
                self._restored(record, document, target)
                if record["doubts"] >= self._doubts
                else None
            )
        except (AttributeError, IndexError, KeyError, StopIteration, TypeError, ValueError):
            return None  # of another shape, whoever wrote it: make it anew

    def _decisions(self, document: Document, target: str) -> tuple[Decision, ...]:
        return self.converter.decisions_on(document, target)

    def _record(self, converted: Converted, document: Document, target: str) -> Record:
        decisions = self._decisions(document, target)
        return {
            "texts": [text for _, text in human_texts(converted.document)],
            "converted": converted.document.provenance is Provenance.CONVERTED,
            "notes": [dataclasses.asdict(note) for note in converted.notes],
            "problems": [(one.what, one.mend, one.severity) for one in converted.problems],
            "settled": [n for n, one in enumerate(decisions) if one in converted.settled],
        }

    def _restored(self, record: Record, document: Document, target: str) -> Converted:
        texts = iter(record["texts"])
        result = with_human_texts(document, texts.__next__)
        if next(texts, None) is not None:
            raise ValueError("more texts than the document has")
        if record["converted"]:
            result = dataclasses.replace(result, variant=target, provenance=Provenance.CONVERTED)
        decisions = self._decisions(document, target)
        return Converted(
            result,
            tuple(
                Note(**{**note, "path": document.path, "choices": tuple(note["choices"])})
                for note in record["notes"]
            ),
            tuple(
                Problem(document.path, 0, what, mend, Severity(severity))
                for what, mend, severity in record["problems"]
            ),
            frozenset(decisions[number] for number in record["settled"]),
        )


def _read(path: Path) -> Record | None:
    """What was kept there; None if nothing was, or not the whole of it."""
    try:
        data = path.read_bytes()
        head, body = data[:_DIGEST], data[_DIGEST:]
        whole = hashlib.sha256(body).hexdigest().encode() == head
        return cast("Record", json.loads(body)) if whole else None
    except (OSError, ValueError):
        return None


def _write(path: Path, record: Record) -> None:
    """Keep a record: a reader meets the whole of it or nothing."""
    body = json.dumps(record).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(hashlib.sha256(body).hexdigest().encode() + body)
    if path.is_dir():
        shutil.rmtree(path)
    Path(name).replace(path)
