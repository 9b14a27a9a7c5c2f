"""Records of the register as the store keeps them: their fields, and the text below these."""

from __future__ import annotations

from typing import Final

import msgspec

from hutong.build.digests import digest
from hutong.model import Html
from hutong.register import RECORDS, Record, RecordKind, Sheet

_JSON: Final = msgspec.json.Encoder()
_MSGPACK: Final = msgspec.msgpack.Encoder()


class Prose(msgspec.Struct, frozen=True, array_like=True):
    """The text of a record as HTML, the content files that it links to, and those it shows."""

    html: str = ""
    links: tuple[tuple[str, int], ...] = ()
    assets: tuple[str, ...] = ()

    @property
    def safe(self) -> Html:
        """The text: it was sanitised before it was kept."""
        return Html(self.html)


NO_PROSE: Final = Prose()
NO_PROSE_KEY: Final = digest(_MSGPACK.encode(NO_PROSE))
"""Most records have none: who meets the key need not look it up."""
_RECORDS: Final = {kind: msgspec.json.Decoder(cls) for kind, cls in RECORDS.items()}
_PROSE: Final = msgspec.msgpack.Decoder(Prose)


def sheet_of(record: Record, path: str, prose: Prose) -> Sheet:
    """A record as its own edition shows it; ``path`` is its file's."""
    return Sheet(
        record=record,
        path=path,
        variant=record.variant,
        prose=prose.safe,
        links=prose.links,
        assets=prose.assets,
    )


def encode_record(record: Record) -> bytes:
    """The fields of a record; equal records give equal bytes."""
    return _JSON.encode(record)


def encode_prose(prose: Prose) -> bytes:
    """The text of a record."""
    return _MSGPACK.encode(prose)


def decode_record(kind: RecordKind, data: bytes) -> Record:
    """Read a record; ``ValueError`` if the bytes are none of that kind."""
    return _RECORDS[kind].decode(data)


def decode_prose(data: bytes) -> Prose:
    """Read the text of a record; ``ValueError`` if the bytes are none."""
    return _PROSE.decode(data)
