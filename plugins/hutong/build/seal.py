"""What the last build left behind, by stamps alone: told before anything heavy is imported."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

from hutong.build.ledger import Changes, Ledger
from hutong.build.stamps import Stamp
from hutong.model import Problem, Severity

STATE_TABLES: Final = (
    "sources", "rows", "listed", "pages", "facts", "outputs", "reads", "digests",
)  # fmt: skip
"""What of a state is large."""
_FOLDERS: Final = "output_folders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build tells people, whenever it is asked again."""

    articles: int
    pages: int
    editions: int
    files: int
    unpublished: int
    hidden_paths: frozenset[str]
    warnings: tuple[Problem, ...]
    manifest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Stamps of everything that went in and came out.

    ``inputs`` is the digest of settings, theme, program and libraries. It holds from ``since``
    (seconds since 1970) until ``until``, when time alone changes the site. ``doubtful`` gives
    digests of the files whose stamps say nothing: blake2b of content, sha256 of outputs.
    ``state`` is the name of the state that belongs to it.
    """

    inputs: bytes
    since: float
    until: float
    content: Mapping[str, Stamp]
    content_others: frozenset[str]
    outputs: Mapping[str, Stamp]
    output_folders: frozenset[str]
    doubtful_content: Mapping[str, bytes]
    doubtful_outputs: Mapping[str, str]
    summary: Summary
    state: bytes


def seal_ledger(folder: Path) -> Ledger:
    """Where the seal is kept, in the folder of a state."""
    names = " ".join((*Seal.__slots__, *Summary.__slots__))
    return Ledger(
        folder / "seal",
        magic=f"hutong seal 1 {names}".encode(),
        tables=("content", "outputs", _FOLDERS),
    )


def state_ledger(folder: Path) -> Ledger:
    """Where the state is kept (:mod:`hutong.build.state`)."""
    return Ledger(folder / "state", magic=b"hutong state 1", tables=STATE_TABLES)


def read_seal(ledger: Ledger) -> Seal | None:
    """The seal that is kept, if it is whole."""
    plain = ledger.read()
    return None if plain is None else _restored(plain)


def write_seal(ledger: Ledger, seal: Seal, changes: Changes | None = None) -> None:
    """Keep the seal.

    :raises CannotRun: when the disk refuses.
    """
    ledger.write(_plain(seal), changes)


def states_folder(cache: Path) -> Path:
    """Where the states of all builds are kept."""
    return cache / "states"


def state_folder(cache: Path, output: Path) -> Path:
    """Where the state and the seal of builds into ``output`` are kept."""
    name = hashlib.blake2b(output_name(cache, output).encode(), digest_size=8).hexdigest()
    return states_folder(cache) / name


def output_name(cache: Path, output: Path) -> str:
    """What an output folder is called: by its place beside the cache, if it has one there.

    A cache that a CI server brings to another checkout is of use there, too.
    """
    project = cache.parent
    return output.relative_to(project).as_posix() if output.is_relative_to(project) else str(output)


def _plain(seal: Seal) -> dict[str, Any]:
    summary = seal.summary
    plain = {name: getattr(seal, name) for name in Seal.__slots__ if name != "summary"}
    told = {name: getattr(summary, name) for name in Summary.__slots__ if name != "warnings"}
    problems = [(*astuple(one)[:-1], one.severity.value) for one in summary.warnings]
    folders = dict.fromkeys(seal.output_folders)
    return {**plain, _FOLDERS: folders, "summary": {**told, "warnings": problems}}


def _restored(plain: dict[str, Any]) -> Seal:
    told = plain.pop("summary")
    warnings = tuple(
        Problem(path, line, what, mend, Severity(severity))
        for path, line, what, mend, severity in told.pop("warnings")
    )
    folders = frozenset(plain.pop(_FOLDERS))
    return Seal(**plain, output_folders=folders, summary=Summary(**told, warnings=warnings))
