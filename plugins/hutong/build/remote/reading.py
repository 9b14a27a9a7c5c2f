"""Reading on a cluster: files and old rows go out, new rows and packs of values come back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hutong.build.disk import explained
from hutong.build.packs import pack_numbers, pack_path
from hutong.build.remote.supply import Supply
from hutong.build.rows import ROW
from hutong.build.scan import read_text
from hutong.build.store import Store

if TYPE_CHECKING:
    from hutong.build.remote.cluster import Cluster
    from hutong.variants import SiteRules

S = TypeVar("S")
_Read = Callable[[Any, Sequence[str]], S]

_LEAST: Final = 50
_MOST: Final = 200
"""Documents in one shard. Each gives a pack, and a store joins packs when many are small."""
_PACKS: Final = 30


def read_remotely(
    cluster: Cluster, read: _Read[S], reading: Any, paths: Sequence[str], store: Store
) -> Iterator[S]:
    """``read(reading, shard)`` of shards of ``paths``; what it puts into its store is in ours.

    ``reading`` is a dataclass whose ``environment`` (of :mod:`hutong.build.parsing`), ``old``
    rows by path and ``store`` are replaced on the workers, which parse records themselves.

    :raises CannotRun: as :meth:`hutong.build.remote.cluster.Cluster.run`, or when the disk refuses.
    """
    size = min(max(_LEAST, -(-len(paths) // _PACKS)), _MOST)
    shards = (paths[at : at + size] for at in range(0, len(paths), size))
    unreadable: list[str] = []
    bundles = (_bundle(read, reading, shard, store, unreadable) for shard in shards)
    loaded = cluster.load(ReadingKit.of(reading))
    for result, packs in cluster.run(_read, bundles, loaded):
        for number, data in packs:
            _adopt(store, number, data)
        yield result
    if unreadable:
        yield read(reading, unreadable)  # which says why


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A shard on its way: bytes by path, old rows by path, and the values these rely on."""

    read: _Read[Any]
    files: dict[str, bytes] = field(default_factory=dict)
    old: dict[str, bytes] = field(default_factory=dict)
    values: dict[bytes, bytes] = field(default_factory=dict)


def _bundle(
    read: _Read[Any], reading: Any, paths: Sequence[str], store: Store, unreadable: list[str]
) -> _Bundle:
    bundle = _Bundle(read)
    for path in paths:
        data = read_text(reading.environment.content, path)
        if not isinstance(data, bytes):
            unreadable.append(path)
            continue
        bundle.files[path] = data
        old = reading.old.get(path)
        if old is not None:
            bundle.old[path] = old
            bundle.values.update(_parsed(old, store))
    return bundle


def _parsed(old: bytes, store: Store) -> Iterator[tuple[bytes, bytes]]:
    """What the file of a row was read as, if the store still has it."""
    read = ROW.decode(old).read
    for blob in filter(None, (read.document, read.text)):
        data = store.read(blob.ref, blob.key) or store.get(blob.key)
        if data is not None:
            yield blob.key, data


def _adopt(store: Store, number: int, data: bytes) -> None:
    """Put a pack that a worker wrote beside our own."""
    path = pack_path(store.folder / "packs", number)
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)


# On a worker


@dataclass(frozen=True, slots=True)
class ReadingKit:
    """What documents are read with, without its converter, which each worker makes anew."""

    reading: Any
    rules: SiteRules
    variants: tuple[str, ...]

    @classmethod
    def of(cls, reading: Any) -> ReadingKit:
        """That of a reading."""
        from hutong.variants import Converter

        environment = reading.environment
        light = dataclasses.replace(environment, content=Path(), converter=Converter())
        return cls(
            dataclasses.replace(reading, environment=light, old={}, store=Path(), said={}),
            environment.converter.rules,
            environment.converter.variants,
        )

    def unpack(self, desk: Path, cache: Path) -> _Desk:
        """A reading of files below ``desk``."""
        from hutong.variants import make_converter

        environment = dataclasses.replace(
            self.reading.environment,
            content=desk / "content",
            converter=make_converter(rules=self.rules, variants=self.variants, cache=cache),
        )
        old: dict[str, bytes] = {}
        supply = Supply(desk / "store", strict=False)
        reading = dataclasses.replace(self.reading, environment=environment, old=old, store=supply)
        return _Desk(reading, old, supply)


@dataclass(frozen=True, slots=True)
class _Desk:
    reading: Any
    old: dict[str, bytes]
    supply: Supply


def _read(desk: _Desk, bundle: _Bundle) -> tuple[Any, list[tuple[int, bytes]]]:
    """The result of a shard, and the packs that it wrote."""
    files = list(_laid_out(desk.reading.environment.content, bundle.files))
    desk.old.clear()
    desk.old.update(bundle.old)
    desk.supply.sent = bundle.values
    try:
        result = bundle.read(desk.reading, list(bundle.files))
        desk.supply.flush()
        return result, list(_taken(desk.supply.folder / "packs"))
    finally:
        for file in files:
            file.unlink()


def _laid_out(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    with explained(folder):
        for path, data in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            yield file


def _taken(folder: Path) -> Iterator[tuple[int, bytes]]:
    """Every pack, which is removed: the next value begins another."""
    for number in pack_numbers(folder):
        file = pack_path(folder, number)
        yield number, file.read_bytes()
        file.unlink()
