"""Every file of the tree: what it is made of, and why it must be made anew."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from hutong.build.assets import ThemeAssets
from hutong.build.images import picture_file
from hutong.build.stamps import Stamp
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


class Output(msgspec.Struct, frozen=True, array_like=True):
    """A file that was made: ``plan`` as JSON, ``reads`` the facts it was made of.

    ``settled`` says whether ``stamp`` can be trusted. ``sha256`` is that of its bytes, in hex.
    """

    edition: int
    kind: str
    plan: bytes
    reads: bytes
    sha256: str
    stamp: Stamp
    settled: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that the site shall have."""

    edition: int
    kind: str
    plan: bytes


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


def why(wanted: Wanted | Output, output: Output | None, change: Change) -> str:
    """Why a file must be made anew, whatever is in the tree; empty if it need not."""
    if output is None:
        return "new"
    if output.plan != wanted.plan or output.kind != wanted.kind:
        return "it shows other articles, or in another order"
    if change.environments and environment(wanted.edition, wanted.kind) in change.environments:
        return "templates, words, settings or the program changed"
    if change.facts and output.reads:
        reads = memoryview(output.reads).cast(_NUMBERS)
        if not change.facts.isdisjoint(reads):
            changed = change.facts.intersection(reads)
            return "changed: " + ", ".join(sorted(change.names[one] for one in changed))
    return ""


def environment(edition: int, kind: str) -> str:
    """The name of what all files of a kind in an edition are made with."""
    return f"{edition}/{kind}"
