"""What the content says now: scan, ground, and the row of every document and record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hutong.build.briefs import Briefs, load_briefs
from hutong.build.engines import run_converting
from hutong.build.ground import Ground, GroundFiles, ground_key, make_ground, read_ground
from hutong.build.packs import Ref
from hutong.build.program import ground_code, reading_code
from hutong.build.rows import ROW, Row, digest, encode
from hutong.build.scan import Scan, same_scan, scan_content, shown
from hutong.build.session import Session, store_folder
from hutong.build.sources import Known, Sources, same_source
from hutong.build.store import Store
from hutong.register import Brief
from hutong.settings import HutongSettings

if TYPE_CHECKING:
    from hutong.build.parsing import Environment

_SHARD: Final = 50
"""Documents in one shard: a tenth of a second's work."""


class Rows(Mapping[str, Row]):
    """The row of every document and record, by path; decoded when it is asked for."""

    def __init__(self, rows: dict[str, bytes]) -> None:
        self.encoded = rows
        self._last: tuple[str, Row] | None = None

    def __getitem__(self, path: str) -> Row:
        if self._last is None or self._last[0] != path:
            self._last = path, ROW.decode(self.encoded[path])
        return self._last[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self.encoded)

    def __len__(self) -> int:
        return len(self.encoded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All content, as it is now. ``changed`` are files whose rows are new or gone.

    ``conversions`` counts those made anew, and those that earlier builds had made.
    """

    scan: Scan
    ground: Ground
    code: bytes
    rows: Rows
    changed: frozenset[str]
    sources: Mapping[str, Known]
    conversions: tuple[int, int]


def gather(session: Session) -> Gathered:
    """Look at all content; read what an earlier build has not, and put it into the store.

    :raises CannotRun: if the folder cannot be read.
    """
    settings, state = session.settings, session.state
    taken_at_ns = session.looked.content.taken_at_ns
    scan = _scan(session)
    known = state.sources if state else {}
    sources = Sources(scan, known, taken_at_ns=taken_at_ns, doubt=session.options.doubt)
    code = reader_code(settings)
    briefs = _briefs(session, scan, sources)
    ground = load_ground(scan, sources, briefs.briefs, session.store, settings)
    same = state is not None and (state.code, state.ground) == (code, ground.digest)
    # Rows that other code has made may be of another shape.
    old = state.rows if state is not None and state.code == code else {}
    paths = [*scan.documents, *scan.records]
    unread = [path for path in paths if not (same and sources.is_known(path))]
    unread = _in_turn(unread, briefs.briefs, settings.tags)
    read = _Gathering(old, sources)
    for shard in _read(unread, old, briefs.said, (scan, ground), session):
        for path, source, _ in shard.rows:
            same_source(path, briefs.digests.get(path, source), source)
        read.take(shard)
    for path in set(paths).difference(unread):
        sources.unchanged(path)
        read.rows[path] = old[path]
    session.store.commit(read.new)
    made, found = read.conversions
    return Gathered(
        scan=scan,
        ground=ground,
        code=code,
        rows=Rows({path: read.rows[path] for path in paths}),
        changed=frozenset(read.changed | (old.keys() - read.rows.keys())),
        sources=sources.found,
        conversions=(
            made,
            found + (len(paths) - len(unread)) * len(settings.variants),
        ),
    )


def _scan(session: Session) -> Scan:
    """The content folder; one that has the same files as before need not be judged again."""
    looked, state = session.looked, session.state
    root, files = session.settings.content, looked.content.files
    if state is not None and looked.same_names() and state.sources.keys() <= files.keys():
        return same_scan(root, files, state.sources.keys(), state.scan_problems)
    return scan_content(root)


class _Gathering:
    """Rows as they come in."""

    def __init__(self, old: Mapping[str, bytes], sources: Sources) -> None:
        self._old = old
        self._sources = sources
        self.rows: dict[str, bytes] = {}
        self.changed: set[str] = set()
        self.new: list[tuple[bytes, Ref]] = []
        self.conversions = (0, 0)

    def take(self, shard: _Shard) -> None:
        for path, source, row in shard.rows:
            self._sources.met(path, source)
            self.rows[path] = row
            if self._old.get(path) != row:
                self.changed.add(path)
        self.new += shard.new
        made, found = self.conversions
        self.conversions = made + shard.made, found + shard.found


def _briefs(session: Session, scan: Scan, sources: Sources) -> Briefs:
    # Names are folded by the converter, which the code of reading says nothing of.
    settings, code = session.settings, _ground_code(session.settings)
    return load_briefs(scan, sources, session.store, settings, code=code, jobs=session.options.jobs)


def load_ground(
    scan: Scan,
    sources: Sources,
    briefs: tuple[Brief, ...],
    store: Store | None,
    settings: HutongSettings,
) -> Ground:
    """The content that becomes no pages, from the store if it holds it."""
    problems = list(scan.problems)
    media: dict[str, bytes] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for path in scan.media:
        found, problem = sources.picture(path)
        media[path] = found.digest
        if found.size is not None:
            sizes[path] = found.size
        if problem:
            problems.append(problem)
    files = GroundFiles(
        briefs=briefs,
        texts={path: sources.text(path) for path in scan.others},
        read=sources.same_text,
        media=media,
        sizes=sizes,
        problems=tuple(problems),
    )
    key = ground_key(files, settings, _ground_code(settings))
    data = store.get(key) if store else None
    if data is None:
        data, _ = read_ground(files, settings)
        if store:
            store.put(key, data)
    return make_ground(data, files, settings, key)


def reader_code(settings: HutongSettings) -> bytes:
    """What decides how a document is read, besides itself and the ground."""
    variants = [variant.tag for variant in settings.variants]
    around = encode([variants, settings.timezone, settings.base_path, settings.has_register])
    return digest(reading_code(), around)


def _ground_code(settings: HutongSettings) -> bytes:
    """What decides how all that stands around documents is read, and how they are converted."""
    from hutong.variants.version import code_version

    return digest(reader_code(settings), ground_code(), code_version(settings.cache).encode())


@dataclass(frozen=True, slots=True)
class _Shard:
    rows: list[tuple[str, bytes, bytes]]
    new: list[tuple[bytes, Ref]]
    made: int
    found: int


@dataclass(frozen=True, slots=True)
class _Reading:
    environment: Environment
    old: Mapping[str, bytes]
    store: Path | Store
    said: Mapping[str, bytes] = field(default_factory=dict)


def _read(
    paths: Sequence[str],
    old: Mapping[str, bytes],
    said: Mapping[str, bytes],
    content: tuple[Scan, Ground],
    session: Session,
) -> Iterator[_Shard]:
    if not paths:
        return
    settings, options = session.settings, session.options
    environment = _environment(session, *content)
    shards = [paths[at : at + _SHARD] for at in range(0, len(paths), _SHARD)]
    reading = _Reading(environment, old, store_folder(settings), said)
    done = 0
    if session.cluster is not None and len(shards) > 1:
        from hutong.build.remote.reading import read_remotely

        results = read_remotely(session.cluster, _read_shard, reading, paths, session.store)
    else:
        results = run_converting(
            _read_shard, shards, context=reading, jobs=options.jobs,
            makings=environment.converter.makings,
        )  # fmt: skip
    for shard in results:
        yield shard
        done += len(shard.rows)
        options.watch("reading", done, len(paths))


def _in_turn(paths: list[str], briefs: Iterable[Brief], tags: Sequence[str]) -> list[str]:
    """The paths in the order in which the engines are ready that they need.

    Records that have their names in every edition mostly need none, so they are read while engines
    are made. That from Traditional is made sooner: its lists are a fourth as long.
    """
    turns = {one.path: _turn(one.names, tags) for one in briefs}
    return sorted(paths, key=lambda path: turns.get(shown(path), _LAST)) if turns else paths


def _turn(names: Iterable[str], tags: Sequence[str]) -> int:
    if set(names).issuperset(tags):
        return 0
    return 1 if any(tag.startswith("zh-Hant") for tag in names) else 2


_LAST: Final = 3


def _environment(session: Session, scan: Scan, ground: Ground) -> Environment:
    """What documents are read with; that of the last build of this process, if it is the same."""
    from hutong.build.parsing import Environment  # all that reads and converts
    from hutong.variants import make_converter

    settings, code = session.settings, reader_code(session.settings)
    key = digest(ground.digest, code, str(scan.root).encode(), str(settings.cache).encode())
    kept = session.memory.environment
    if kept and kept[0] == key:
        return kept[1]
    tags = tuple(variant.tag for variant in settings.variants)
    made = Environment(
        content=scan.root,
        context=ground.context(settings),
        ground=ground,
        converter=make_converter(rules=ground.rules, variants=tags, cache=settings.cache),
        editions=tags,
        code=code,
        has_register=settings.has_register,
    )
    session.memory.environment = key, made
    return made


def _read_shard(reading: _Reading, paths: Sequence[str]) -> _Shard:
    from hutong.build.reader import reader_of

    reader = reader_of(reading.environment, reading.store)
    rows = []
    for path in paths:
        data = reading.old.get(path)
        said = reading.said.get(path, b"")
        row = reader.row(path, ROW.decode(data) if data else None, said)
        rows.append((path, row.source, encode(row)))
    return _Shard(rows, *reader.taken())
