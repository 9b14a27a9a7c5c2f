"""What the last build into a folder knew, so that the next one does only what is new.

Two files, written whole: the state, and after it the seal, which names it. The seal holds just
what tells whether anything changed at all. Neither is trusted if a single bit of it is wrong.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import msgspec

from hutong.build.names import Table
from hutong.build.outputs import Output
from hutong.build.rows import ROW, Row, encode
from hutong.build.sources import Known
from hutong.build.stamps import Stamp
from hutong.build.vault import read_whole, write_whole
from hutong.model import Problem
from hutong.views.order import Ids, Listed
from hutong.views.records import EditionView

_SEAL: Final = b"hutong seal 1\n"
_OUTPUT: Final = b"hutong output 1\n"
_STATE: Final = b"hutong state 1\n"


class Summary(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What a build tells people, whenever it is asked again."""

    articles: int
    pages: int
    editions: int
    files: int
    unpublished: int
    hidden_paths: frozenset[str]
    warnings: tuple[Problem, ...]
    manifest: str


class Seal(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """Stamps of everything that went in and came out.

    ``inputs`` is the digest of settings, theme, program and libraries. It holds from ``since``
    (seconds since 1970) until ``until``, when time alone changes the site. ``doubtful`` gives
    digests of the files whose stamps say nothing: blake2b of content, sha256 of outputs.
    """

    inputs: bytes
    since: float
    until: float
    content: dict[str, Stamp]
    content_others: frozenset[str]
    outputs: dict[str, Stamp]
    output_folders: frozenset[str]
    doubtful_content: dict[str, bytes]
    doubtful_outputs: dict[str, str]
    summary: Summary
    state: bytes


class State(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """All that the last build found out; rows and what lists them are still encoded.

    ``environments`` are digests by :func:`hutong.build.outputs.environment`, ``facts`` states by
    number, ``counterparts`` (id, tag, path). ``used_on`` is the day (since 1970) on which the store
    was last told what is in use.
    """

    used_on: int
    code: bytes
    plan: bytes
    ground: bytes
    since: float
    until: float
    sources: dict[str, Known]
    rows: dict[str, bytes]
    listed: dict[str, bytes]
    counterparts: tuple[tuple[str, str, str], ...]
    ids: dict[str, Ids]
    pages: dict[str, str]
    tables: tuple[Table, ...]
    shared: tuple[EditionView, ...]
    facts: dict[int, int]
    environments: dict[str, bytes]
    outputs: dict[str, Output]
    summary: Summary

    def row(self, path: str) -> Row | None:
        """What was found out about a content file."""
        data = self.rows.get(path)
        return None if data is None else ROW.decode(data)


_LISTED: Final = msgspec.json.Decoder(Listed)
_SEALS: Final = msgspec.msgpack.Decoder(Seal)
_STATES: Final = msgspec.msgpack.Decoder(State)


def decode_listed(data: bytes) -> Listed:
    """What places a document, as it was kept."""
    return _LISTED.decode(data)


def state_folder(cache: Path, output: Path) -> Path:
    """Where the state of builds into ``output`` is kept."""
    name = hashlib.blake2b(str(output).encode(), digest_size=8).hexdigest()
    return states_folder(cache) / name


def states_folder(cache: Path) -> Path:
    """Where the states of all builds are kept."""
    return cache / "states"


def output_of(folder: Path) -> Path | None:
    """The folder that a state is about."""
    data = read_whole(folder / "output", magic=_OUTPUT)
    return None if data is None else Path(data.decode())


def read_seal(folder: Path) -> Seal | None:
    """The seal, if it is whole."""
    data = read_whole(folder / "seal", magic=_SEAL)
    try:
        return None if data is None else _SEALS.decode(data)
    except msgspec.MsgspecError:
        return None  # of another version of Hutong


def read_state(folder: Path, seal: Seal | None) -> State | None:
    """The state that ``seal`` names, if it is whole."""
    data = read_whole(folder / "state", magic=_STATE) if seal else None
    if seal is None or data is None or _name(data) != seal.state:
        return None
    try:
        return _STATES.decode(data)
    except msgspec.MsgspecError:
        return None  # of another version of Hutong


def write_state(folder: Path, state: State, output: Path) -> bytes:
    """Keep the state of a build into ``output``; the result is for the seal that names it.

    :raises CannotRun: when the disk refuses.
    """
    data = encode(state)
    if output_of(folder) != output:
        write_whole(folder / "output", str(output).encode(), magic=_OUTPUT)
    write_whole(folder / "state", data, magic=_STATE)
    return _name(data)


def write_seal(folder: Path, seal: Seal) -> None:
    """Keep the seal.

    :raises CannotRun: when the disk refuses.
    """
    write_whole(folder / "seal", encode(seal), magic=_SEAL)


def _name(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
