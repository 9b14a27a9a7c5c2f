"""What the last build into a folder found out, so that the next one does only what is new.

It is written before the seal (:mod:`hutong.build.seal`), which names it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from hutong.build.ledger import Changes, Ledger
from hutong.build.names import Table
from hutong.build.rows import ROW, Row, encode
from hutong.build.seal import STATE_TABLES, Seal, Summary
from hutong.build.sources import Known
from hutong.build.vault import read_whole, write_whole
from hutong.model import Problem
from hutong.views.order import Ids, Listed
from hutong.views.records import EditionView

_OUTPUT: Final = b"hutong output 1\n"
_HEAD: Final = "head"


class _Head(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What of a state is small."""

    name: bytes
    used_on: int
    code: bytes
    plan: bytes
    ground: bytes
    since: float
    until: float
    counterparts: tuple[tuple[str, str, str], ...]
    ids: dict[str, Ids]
    tables: tuple[Table, ...]
    shared: tuple[EditionView, ...]
    environments: dict[str, bytes]
    scan_problems: tuple[Problem, ...]
    summary: Summary


class State(_Head, frozen=True, kw_only=True):
    """All that the last build found out, under a name that no other has.

    Rows and what lists them are still encoded.

    ``environments`` are digests by :func:`hutong.build.outputs.environment`, ``facts`` states by
    number, ``counterparts`` (id, tag, path). ``used_on`` is the day (since 1970) on which the store
    was last told what is in use. ``outputs`` say of each file what was wanted, still encoded,
    ``reads`` the facts it was made of, and ``digests`` its SHA-256 in hex.
    """

    sources: dict[str, Known]
    rows: dict[str, bytes]
    listed: dict[str, bytes]
    pages: dict[str, str]
    facts: dict[int, int]
    outputs: dict[str, bytes]
    reads: dict[str, bytes]
    digests: dict[str, str]

    def row(self, path: str) -> Row | None:
        """What was found out about a content file."""
        data = self.rows.get(path)
        return None if data is None else ROW.decode(data)


_LISTED: Final = msgspec.json.Decoder(Listed)
_HEADS: Final = msgspec.msgpack.Decoder(_Head)


def decode_listed(data: bytes) -> Listed:
    """What places a document, as it was kept."""
    return _LISTED.decode(data)


def output_of(folder: Path) -> Path | None:
    """The folder that a state is about."""
    data = read_whole(folder / "output", magic=_OUTPUT)
    return None if data is None else folder.parents[2] / data.decode()


def read_state(ledger: Ledger, seal: Seal | None) -> State | None:
    """The state that ``seal`` names, if it is whole."""
    plain = ledger.read() if seal else None
    if seal is None or plain is None:
        return None
    try:
        head = _HEADS.decode(plain.pop(_HEAD))
    except msgspec.MsgspecError:
        return None  # of another version of Hutong
    if head.name != seal.state:
        return None
    plain["sources"] = {path: Known(*one) for path, one in plain["sources"].items()}
    return State(**msgspec.structs.asdict(head), **plain)


def write_state(ledger: Ledger, state: State, changes: Changes | None = None) -> None:
    """Keep the state; the seal that names it is written after it.

    :raises CannotRun: when the disk refuses.
    """
    head = {name: getattr(state, name) for name in _Head.__struct_fields__}
    plain: dict[str, Any] = {name: getattr(state, name) for name in STATE_TABLES}
    plain["sources"] = _plain_sources(state.sources)
    if changes is not None:
        changes = {**changes, "sources": _plain_sources(changes["sources"])}
    ledger.write({**plain, _HEAD: encode(_Head(**head))}, changes)


def write_output(folder: Path, name: str) -> None:
    """Note which folder a state is about (:func:`hutong.build.seal.output_name`).

    :raises CannotRun: when the disk refuses.
    """
    data = name.encode()
    if read_whole(folder / "output", magic=_OUTPUT) != data:
        write_whole(folder / "output", data, magic=_OUTPUT)


def _plain_sources(sources: Any) -> dict[str, tuple[Any, ...]]:
    return {path: (one.stamp, one.settled, one.digest, one.size) for path, one in sources.items()}
