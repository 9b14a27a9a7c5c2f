"""Copies of the built tree and of the cache in other places: only what differs is copied.

A place has a manifest like that of a tree, written last. While one is being changed it also has
the file ``.hutong-sending``; where a sender was stopped, that file stays, and the next one
believes nothing of the manifest.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.build.disk import explained
from hutong.build.manifest import is_kept, manifest_of, read_manifest
from hutong.build.outpaths import MANIFEST, STAGE, check_paths
from hutong.build.remote.place import Place
from hutong.build.stamps import walk
from hutong.build.tree import open_tree, stage_file
from hutong.build.vault import locked
from hutong.errors import CannotRun
from hutong.settings import HutongSettings

_SENDING: Final = ".hutong-sending"
_CACHED: Final = ("images", "states", "store")
"""What of the cache is worth a journey; each machine makes the rest for itself."""


@dataclass(frozen=True, slots=True)
class MirrorReport:
    """How many files were copied, removed, and left as they were."""

    copied: int
    removed: int
    same: int


@contextmanager
def mirrored(
    settings: HutongSettings, *, cache: str, output: str, tell: Callable[[str], None]
) -> Iterator[None]:
    """Fetch what a build can start from, and send what it made; an empty address is no place.

    A tree is fetched only where there is none, since one that was built here may be newer.

    :raises CannotRun: if a place or the disk refuses.
    """
    if cache:
        tell(f"cache: {fetch_cache(cache, settings.cache).copied} files fetched")
    if output and not (settings.output / MANIFEST).exists():
        fetched = fetch_tree(output, settings.output, keep=settings.keep)
        tell(f"output: {fetched.copied} files fetched")
    yield
    if output:
        sent = send_tree(settings.output, output, keep=settings.keep)
        tell(f"output: {sent.copied} files sent, {sent.removed} removed there")
    if cache:
        tell(f"cache: {send_cache(settings.cache, cache).copied} files sent")


# The tree


def send_tree(root: Path, url: str, *, keep: frozenset[str] = frozenset()) -> MirrorReport:
    """Make the place at ``url`` hold what was built in ``root``, and the names of ``keep``.

    New files go first, then changed ones; then stale ones are removed.

    :raises CannotRun: if the place holds files of others or refuses, or the tree is not whole.
    """
    if (root / STAGE).exists():
        raise CannotRun(f"{root} is left over from a build that was stopped; build again")
    place = Place(url)
    there = place.names()
    if there and MANIFEST not in there and _SENDING not in there:
        others = sorted(name for name in there if not is_kept(name, keep))
        if others:
            raise CannotRun(
                f"{place.name} holds files that Hutong did not write ({', '.join(others[:3])});"
                " empty it or choose another place"
            )
    return _send(place, root, read_manifest(root), there, keep)


def fetch_tree(url: str, root: Path, *, keep: frozenset[str] = frozenset()) -> MirrorReport:
    """Make ``root`` hold the tree that was sent to ``url``; files that are there are not fetched.

    What is damaged there is left out, for the next build to make.

    :raises CannotRun: if the place or the disk refuses, or ``root`` holds files of others.
    """
    place = Place(url)
    there = place.names()
    if MANIFEST not in there:
        return MirrorReport(0, 0, 0)
    wanted = {path: digest for path, digest in _manifest(place).items() if path in there}
    with open_tree(root, keep=keep) as tree:
        files = tree.found.files
        kept = {
            path: digest
            for path, digest in wanted.items()
            if path in files and tree.has(path, files[path][0], digest)
        }
        staged: dict[str, str] = {}
        with _fetched(place, wanted, wanted.keys() - kept.keys(), root.parent) as fetched:
            for path, file in fetched:
                staged[path] = stage_file(tree.stage, path, file.read_bytes())
        report = tree.commit(staged, kept)
    return MirrorReport(len(report.written), len(report.removed), len(report.unchanged))


# The cache


def send_cache(cache: Path, url: str) -> MirrorReport:
    """Make the place at ``url`` hold what is worth keeping of the cache.

    :raises CannotRun: if the place or the disk refuses.
    """
    place = Place(url)
    with locked(cache, told=print):
        wanted = {path: _digest(cache / path) for path in _cached(cache)}
        return _send(place, cache, wanted, place.names(), frozenset())


def fetch_cache(url: str, cache: Path) -> MirrorReport:
    """Add to the cache what the place at ``url`` has more; nothing of ours is replaced.

    :raises CannotRun: if the place or the disk refuses.
    """
    place = Place(url)
    there = place.names()
    if MANIFEST not in there:
        return MirrorReport(0, 0, 0)
    with locked(cache, told=print), explained(cache):
        ours = set(_cached(cache))
        wanted = {
            path: digest
            for path, digest in _manifest(place).items()
            if path in there and path.partition("/")[0] in _CACHED
        }
        copied = 0
        with _fetched(place, wanted, wanted.keys() - ours, cache) as fetched:
            for path, file in fetched:
                (cache / path).parent.mkdir(parents=True, exist_ok=True)
                file.replace(cache / path)
                copied += 1
    return MirrorReport(copied, 0, len(ours))


def _cached(cache: Path) -> Iterator[str]:
    """Whole files of the cache, not those that a killed build was writing."""
    for part in _CACHED:
        if (cache / part).is_dir():
            for path in walk(cache / part).files:
                if not path.rpartition("/")[2].startswith("."):
                    yield f"{part}/{path}"


# Both


def _send(
    place: Place,
    root: Path,
    wanted: Mapping[str, str],
    there: Collection[str],
    keep: frozenset[str],
) -> MirrorReport:
    whole = MANIFEST in there and _SENDING not in there
    known = _manifest(place) if whole else {}
    ours = {name for name in there if name not in {MANIFEST, _SENDING} and not is_kept(name, keep)}
    differs = sorted(
        path for path, digest in wanted.items() if path not in ours or known.get(path) != digest
    )
    stale = sorted(ours - wanted.keys())
    if differs or stale or known != wanted or not whole:
        _refuse_changed(root, {path: wanted[path] for path in differs})
        token = os.urandom(16)
        place.write(_SENDING, token)
        place.send(root, [path for path in differs if path not in ours])
        place.send(root, [path for path in differs if path in ours])
        place.remove(stale)
        _refuse_others(place, token)
        place.write(MANIFEST, manifest_of(wanted, sorted(wanted)))
        _refuse_others(place, token)
        place.remove([_SENDING])
    return MirrorReport(len(differs), len(stale), len(wanted) - len(differs))


def _refuse_others(place: Place, token: bytes) -> None:
    """Stop if somebody else has begun to send since: nobody knows whose files lie there.

    The mark stays, and is no longer the other's: so they stop, too, and the next sends everything.
    """
    if place.read_if_there(_SENDING) == token:
        return
    place.write(_SENDING, token)
    raise CannotRun(f"{place.name}: somebody else sent there at the same time; send again, alone")


def _manifest(place: Place) -> Mapping[str, str]:
    """The manifest of a place; nothing, if it is damaged."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / MANIFEST).write_bytes(place.read(MANIFEST))
        try:
            return read_manifest(Path(folder))
        except CannotRun:
            return {}


def _refuse_changed(root: Path, wanted: Mapping[str, str]) -> None:
    for path, digest in wanted.items():
        if _digest(root / path) != digest:
            raise CannotRun(f"{root / path} is not what was built; build again")


@contextmanager
def _fetched(
    place: Place, wanted: Mapping[str, str], names: Collection[str], beside: Path
) -> Iterator[Iterator[tuple[str, Path]]]:
    """Files from a place, in a folder that is gone afterwards; none that is not as it should be."""
    check_paths(names)
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".hutong-fetch-", dir=beside) as folder:
        place.fetch(sorted(names), Path(folder))
        yield (
            (name, Path(folder) / name)
            for name in sorted(names)
            if _digest(Path(folder) / name) == wanted[name]
        )


def _digest(file: Path) -> str:
    with explained(file), file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
