"""Text, addresses, times, HTML, XML and JSON as machine formats want them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from hutong.formats.absolute import absolutise
from hutong.formats.text import (
    clean,
    date_or_time,
    timestamp,
    uri,
    xml_escaped,
    xml_text,
    xml_value,
)

__all__ = [
    "Json",
    "absolutise",
    "clean",
    "date_or_time",
    "filled",
    "json_bytes",
    "json_text",
    "timestamp",
    "uri",
    "xml_bytes",
    "xml_escaped",
    "xml_text",
    "xml_value",
]

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

_ENCODER: Final = msgspec.json.Encoder()


def xml_bytes(root: str, content: Iterable[bytes], *, attributes: str) -> bytes:
    """Put ``content`` into a document: UTF-8, XML declaration, a newline at its end.

    An element without content is closed at once.
    """
    inside = b"".join(content)
    start = f"<?xml version='1.0' encoding='UTF-8'?>\n<{root} {attributes}"
    if not inside:
        return f"{start}/>\n".encode()
    return b"".join((f"{start}>".encode(), inside, f"</{root}>\n".encode()))


def json_text(value: Json) -> str:
    """Serialise JSON, keys in the order given."""
    return _ENCODER.encode(value).decode()


def json_bytes(value: Json) -> bytes:
    """Serialise JSON: UTF-8, keys in the order given, a newline at its end."""
    return _ENCODER.encode(value) + b"\n"


def filled(members: Mapping[str, Json]) -> dict[str, Json]:
    """Return the members that say something, numbers among them, in their order."""
    return {
        name: value for name, value in members.items() if value or isinstance(value, int | float)
    }
