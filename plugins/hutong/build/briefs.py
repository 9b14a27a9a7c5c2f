"""What the rest of the site must know of the records: read before all else, since names rule."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from hutong.build.digests import content_digest
from hutong.build.engines import run_converting
from hutong.build.rows import digest, encode
from hutong.build.scan import Scan, kind_of, read_text, shown
from hutong.build.sheets import encode_record
from hutong.build.sources import Sources, same_source
from hutong.build.store import Store
from hutong.model import Problem
from hutong.register import Brief, Record, RecordKind, brief_of, parse_record
from hutong.settings import HutongSettings
from hutong.source import decode, quick_yaml
from hutong.variants import Folder, make_fold

_SHARD: Final = 500
"""Records in one shard: a tenth of a second's work."""
_DECODER: Final = msgspec.msgpack.Decoder(tuple[Brief, ...])


class Said(msgspec.Struct, frozen=True, array_like=True):
    """A record file and what it says: so that nobody has to read and parse it again.

    ``source`` is the digest of its bytes, ``record`` the encoded record, None for a broken one.
    """

    data: bytes
    source: bytes
    record: bytes | None
    body: str
    body_line: int
    lines: dict[str, int]
    problems: tuple[Problem, ...]


SAID: Final = msgspec.msgpack.Decoder(Said)


@dataclass(frozen=True, slots=True)
class Briefs:
    """The brief of every record that could be read, kind by kind, by path.

    ``said`` holds what the files say that were parsed for it, encoded, by path; ``digests`` those
    of all files.
    """

    briefs: tuple[Brief, ...]
    said: Mapping[str, bytes]
    digests: Mapping[str, bytes]


_Found = list[tuple[str, bytes, Brief | None, bytes]]


def load_briefs(
    scan: Scan,
    sources: Sources,
    store: Store | None,
    settings: HutongSettings,
    *,
    code: bytes,
    jobs: int = 1,
) -> Briefs:
    """Read the records, or take what the store holds of them.

    ``code`` is the digest of what reads them.

    :raises ChangedMeanwhile: if a file changed while it was being read.
    """
    order = {kind: number for number, kind in enumerate(RecordKind)}
    paths = sorted(scan.records, key=lambda path: order[kind_of(path)])
    if store and all(map(sources.is_known, paths)):
        # Files that nobody has met are read sooner than their digests are looked up.
        digests = {path: sources.text(path) for path in paths}
        data = store.get(_key(code, digests))
        if data is not None:
            return Briefs(_DECODER.decode(data), {}, digests)
    found = _read(paths, sources, _Place(scan.root, settings.tags, settings.cache), jobs)
    if store:
        store.put(_key(code, found.digests), encode(found.briefs))
    return found


def _key(code: bytes, digests: Mapping[str, bytes]) -> bytes:
    return digest(b"briefs", code, encode(list(digests.items())))


@dataclass(frozen=True, slots=True)
class _Place:
    root: Path
    tags: tuple[str, ...]
    cache: Path


def _read(paths: Sequence[str], sources: Sources, place: _Place, jobs: int) -> Briefs:
    shards = [paths[at : at + _SHARD] for at in range(0, len(paths), _SHARD)]
    briefs: list[Brief] = []
    said: dict[str, bytes] = {}
    digests: dict[str, bytes] = {}
    makings = _fold(place.cache).makings
    for some in run_converting(_shard, shards, context=place, jobs=jobs, makings=makings):
        for path, found, brief, words in some:
            if sources.is_known(path):
                same_source(path, sources.text(path), found)
            else:
                sources.met(path, found)
            digests[path] = found
            said[path] = words
            if brief:
                briefs.append(brief)
    return Briefs(tuple(briefs), said, digests)


def _shard(place: _Place, paths: Sequence[str]) -> _Found:
    parsed = [_parsed(place, path) for path in paths]  # meanwhile the engine is made that folds
    return [(path, found, _told(record, path, place), said) for path, found, record, said in parsed]


def _parsed(place: _Place, path: str) -> tuple[str, bytes, Record | None, bytes]:
    data = read_text(place.root, path)
    if isinstance(data, Problem):
        return path, b"", None, b""
    found = content_digest(data)
    text, _ = decode(data, shown(path))
    if text is None:
        return path, found, None, b""
    said, record = say(data, text, found, path, place.tags)
    return path, found, record, encode(said)


def say(
    data: bytes, text: str, source: bytes, path: str, tags: Sequence[str]
) -> tuple[Said, Record | None]:
    """What a record's file says, and the record, if it is sound; ``source`` is its digest."""
    parsed = parse_record(
        text, path=path, kind=kind_of(path), tags=tags, shown_path=shown(path), quick=quick_yaml
    )
    record = parsed.record
    said = Said(
        data,
        source,
        encode_record(record) if record else None,
        parsed.body,
        parsed.body_line,
        dict(parsed.lines),
        parsed.problems,
    )
    return said, record


@functools.lru_cache(1)
def _fold(cache: Path) -> Folder:
    """What folds names in this process."""
    return make_fold(cache)


def _told(record: Record | None, path: str, place: _Place) -> Brief | None:
    return brief_of(record, shown(path), _fold(place.cache)) if record else None
