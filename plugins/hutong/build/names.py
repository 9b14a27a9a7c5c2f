"""The names of terms and records as each edition shows them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from hutong.model import Variant
from hutong.taxonomy import Taxonomy
from hutong.variants import Converter
from hutong.views.library import Named

Table = dict[str, Named]
"""Names of one edition: ``sections/law``, ``organisations/hkicm``."""

_TABLES: Final = msgspec.msgpack.Decoder(tuple[Table, ...])


def name_tables(
    taxonomy: Taxonomy, converter: Converter, variants: tuple[Variant, ...]
) -> tuple[Table, ...]:
    """The terms of each edition."""
    return tuple(_table(taxonomy, variant, _namer(converter, variant.tag)) for variant in variants)


def with_records(
    tables: tuple[Table, ...],
    names: Mapping[str, tuple[str, ...]],
    *,
    have_pages: bool,
) -> tuple[Table, ...]:
    """The tables with the records, whose ``names`` in every edition are known, too."""
    return tuple(
        {
            **table,
            **{
                key: Named(some[number], path=f"{key}/" if have_pages else "")
                for key, some in names.items()
                if some
            },
        }
        for number, table in enumerate(tables)
    )


def decode_tables(data: bytes) -> tuple[Table, ...]:
    """Tables as they were kept; ``ValueError`` if they are none."""
    return _TABLES.decode(data)


def _table(taxonomy: Taxonomy, variant: Variant, convert: Callable[[str, str], str]) -> Table:
    table: Table = {}
    for (taxon, key), term in taxonomy.terms.items():
        name = named(term.names, variant, convert)
        intro = named(term.intro, variant, convert) if term.intro else ""
        table[f"{taxon}/{key}"] = Named(name, path=term.path, intro=intro)
    return table


def named(names: Mapping[str, str], variant: Variant, convert: Callable[[str, str], str]) -> str:
    """Of names by variant tag, the one for an edition; ``convert(name, tag)`` where it lacks."""
    own = names.get(variant.tag)
    if own:
        return own
    chinese = {tag: name for tag, name in names.items() if tag.startswith("zh") and name}
    near = [tag for tag in chinese if tag.split("-")[1:2] == [variant.script]]
    tag = near[0] if near else next(iter(chinese), "")
    return convert(chinese[tag], tag) if tag else next(iter(names.values()), "")


def _namer(converter: Converter, target: str) -> Callable[[str, str], str]:
    @functools.cache
    def convert(text: str, source: str) -> str:
        return converter.text(text, source=source, target=target)

    return convert
