"""Every file of the tree: what it is made of, and why it must be made anew."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from hutong.build.assets import ThemeAssets
from hutong.build.pictures import picture_file
from hutong.build.rows import encode
from hutong.model import Variant
from hutong.views.plan import Planned, PlannedOnce
from hutong.views.plans import EditionPlan, SitePlan
from hutong.views.urls import output_path

SITE: Final = -1
"""The number of no edition: what the site has once."""
_NUMBERS: Final = "Q"


class Copied(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A file of the content or the theme, as it is; ``digest`` is that of its bytes."""

    folder: str
    path: str
    digest: str


class Scaled(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A picture of the content made ``width`` pixels wide."""

    path: str
    digest: str
    width: int


Plan = EditionPlan | SitePlan | Copied | Scaled
_DECODER: Final[msgspec.json.Decoder[Plan]] = msgspec.json.Decoder(Plan)
_ENCODER: Final = msgspec.json.Encoder()


class Wanted(msgspec.Struct, frozen=True, array_like=True):
    """A file that the site shall have: ``plan`` as JSON."""

    edition: int
    kind: str
    plan: bytes


_WANTED: Final = msgspec.msgpack.Decoder(Wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is new since the last build: facts, and environments of editions and kinds.

    ``names`` says for each fact what it is, for :func:`why`.
    """

    facts: frozenset[int]
    environments: frozenset[str]
    names: Mapping[int, str]


def wanted_pages(
    pages: Iterable[Planned], once: Iterable[PlannedOnce], variants: Iterable[Variant]
) -> Iterator[tuple[str, Wanted]]:
    """Pages and files of every edition and of the site, by path."""
    each = [(path, type(plan).__name__, _ENCODER.encode(plan)) for path, plan in pages]
    for number, variant in enumerate(variants):
        for path, kind, plan in each:
            yield output_path(variant, path), Wanted(number, kind, plan)
    for path, one in once:
        yield path, Wanted(SITE, type(one).__name__, _ENCODER.encode(one))


def wanted_files(
    assets: ThemeAssets,
    media: Mapping[str, bytes],
    sizes: Mapping[str, tuple[int, int]],
    hidden: Collection[str],
) -> Iterator[tuple[str, Wanted]]:
    """The theme's files, and pictures and attachments that readers may see."""
    for path, (source, digest) in assets.files.items():
        yield path, _file(Copied("theme", source, digest))
    for path, data in media.items():
        if path in hidden:
            continue
        yield path, _file(Copied("content", path, data.hex()))
        if path in sizes:
            for width, name in picture_file(path, sizes[path]).versions:
                yield name, _file(Scaled(path, data.hex(), width))


def _file(plan: Copied | Scaled) -> Wanted:
    return Wanted(SITE, type(plan).__name__, _ENCODER.encode(plan))


def decode_plan(data: bytes) -> Plan:
    """A plan as it was kept."""
    return _DECODER.decode(data)


def pack_reads(numbers: Iterable[int]) -> bytes:
    """Numbers of facts, in eight bytes each."""
    return array(_NUMBERS, sorted(numbers)).tobytes()


def decode_wanted(data: bytes) -> Wanted:
    """What a file was made of, as it was kept."""
    return _WANTED.decode(data)


def why(wanted: Wanted, before: bytes | None, reads: bytes, change: Change) -> str:
    """Why a file must be made anew, whatever is in the tree; empty if it need not.

    ``before`` is what was wanted last time, encoded, ``reads`` the facts it was made of.
    """
    if before is None:
        return "new"
    if before != encode(wanted):
        return "it shows other articles, or in another order"
    if change.environments and environment(wanted.edition, wanted.kind) in change.environments:
        return "templates, words, settings or the program changed"
    return why_of_facts(reads, change)


def why_of_facts(reads: bytes, change: Change) -> str:
    """The facts among ``reads`` that changed; empty if none did."""
    if not change.facts or not reads:
        return ""
    numbers = memoryview(reads).cast(_NUMBERS)
    if change.facts.isdisjoint(numbers):
        return ""
    changed = change.facts.intersection(numbers)
    return "changed: " + ", ".join(sorted(change.names[one] for one in changed))


def environment(edition: int, kind: str) -> str:
    """The name of what all files of a kind in an edition are made with."""
    return f"{edition}/{kind}"
