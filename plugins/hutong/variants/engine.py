"""The only door to OpenCC: recipes in, converting engines out.

OpenCC takes dictionaries of one's own only through a configuration file, so a recipe is
written to a temporary file, loaded, and removed at once. What it taught us, and tests hold:
terms must stand in the segmentation, in the first stage, and as themselves in every later
stage; text after a NUL is lost silently, so none may be passed; an engine survives ``fork``
but cannot be pickled. Phrase configurations (``…p``) swap words, not scripts, and ruin prose:
领导 became 領匯. They are never used.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Protocol

import opencc

from hutong.variants import lexicon
from hutong.variants.lexicon import Pairs

Dictionary = Mapping[str, object]

_REGION_TABLES: Final = {"HK": "HK", "MO": "HK", "TW": "TW"}
"""Whose table of character shapes a region uses: Macao prints as Hong Kong does."""


class Engine(Protocol):
    """Converts text; keeps private-use characters and their order."""

    def convert(self, text: str) -> str:
        """Return ``text`` in the target script and spelling."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides a conversion: scripts, regions and the site's own terms."""

    source_script: str
    source_region: str
    target_script: str
    target_region: str
    terms: Pairs = ()

    @property
    def target(self) -> str:
        """The tag whose house style applies."""
        return f"zh-{self.target_script}-{self.target_region}"


class EngineMaker(Protocol):
    """Makes an engine for a recipe; tests pass a fake one."""

    def __call__(self, recipe: Recipe, /) -> Engine:
        """Return a ready engine."""


@dataclass(frozen=True, slots=True)
class _Stages:
    """OpenCC objects run one after the other."""

    parts: tuple[opencc.OpenCC, ...]

    def convert(self, text: str) -> str:
        if "\0" in text:
            raise ValueError("NUL must be shielded: OpenCC drops all text after it")
        for part in self.parts:
            text = part.convert(text)
        return text


@lru_cache(maxsize=64)
def make_engine(recipe: Recipe) -> Engine:
    """Build the engine of a recipe; the same recipe gives the same engine again."""
    return _Stages(tuple(_load(config) for config in _configs(recipe)))


def _configs(recipe: Recipe) -> Iterable[Mapping[str, object]]:
    kept = _inline((form, form) for _, form in recipe.terms)
    terms = _inline(recipe.terms)
    if recipe.source_script == recipe.target_script:
        yield from _respelling(recipe, terms, kept)
    elif recipe.target_script == "Hant":
        yield _to_traditional(recipe, terms, kept)
    else:
        yield _to_simplified(terms, kept)
    house = lexicon.house_style(recipe.target)
    if house:
        yield _config([_group([*kept, *_inline(house)])])


def _to_traditional(
    recipe: Recipe, terms: list[Dictionary], kept: list[Dictionary]
) -> Mapping[str, object]:
    own = _inline(lexicon.phrases("Hans", "Hant"))
    built_in = [_ocd("STPhrases"), _ocd("STPhrases_GeneratedFromRegionalPhrases")]
    words = _group([*own, *built_in], policy="union")
    single = [*_inline(lexicon.characters("Hans", "Hant")), _ocd("STCharacters")]
    return _config(
        [_group([*terms, words, *single]), _group([*kept, *_shapes(recipe.target_region)])],
        segmentation=_group([*terms, words]),
    )


def _to_simplified(terms: list[Dictionary], kept: list[Dictionary]) -> Mapping[str, object]:
    """One chain for every Traditional standard: texts mix 著 and 着, 裡 and 裏."""
    own = _inline(lexicon.phrases("Hant", "Hans"))
    own_kept = _inline((form, form) for _, form in lexicon.phrases("Hant", "Hans"))
    single = [*_inline(lexicon.characters("Hant", "Hans"))]
    words = _group([*own, _ocd("TSPhrases")], policy="union")
    standards = map(_ocd, ("TWVariantsRevPhrases", "TWVariantsRev", "HKVariantsRev"))
    return _config(
        [
            _group([*terms, *own, *standards]),
            _group([
                *kept, *own_kept, _ocd("TSPhrases"), *single,
                _ocd("TSCharactersExt"), _ocd("TSCharacters"),
            ]),
        ],
        segmentation=_group([*terms, words]),
    )  # fmt: skip


def _respelling(
    recipe: Recipe, terms: list[Dictionary], kept: list[Dictionary]
) -> Iterable[Mapping[str, object]]:
    """Traditional of one region to another; within Simplified only terms and style differ."""
    if recipe.source_script == "Hans" or recipe.source_region == recipe.target_region:
        if terms:
            yield _config([_group(terms)])
        return
    before = _REGION_TABLES[recipe.source_region]
    back = [_ocd(f"{before}VariantsRevPhrases"), _ocd(f"{before}VariantsRev")]
    yield _config(
        [
            _group([*terms, *back]),
            _group([*kept, *_shapes(recipe.target_region)]),
        ]
    )


def _shapes(region: str) -> list[Dictionary]:
    table = _REGION_TABLES[region]
    return [_ocd(f"{table}VariantsPhrases"), _ocd(f"{table}Variants")]


def _config(
    stages: Iterable[Dictionary], segmentation: Dictionary | None = None
) -> Mapping[str, object]:
    config: dict[str, object] = {
        "name": "hutong",
        "normalization": [{"dict": _ocd("CJK_Compatibility_Ideographs")}],
        "conversion_chain": [{"dict": stage} for stage in stages],
    }
    if segmentation is not None:
        config["segmentation"] = {"type": "mmseg", "dict": segmentation}
    return config


def _group(dicts: Iterable[Dictionary], *, policy: str = "short_circuit") -> Dictionary:
    return {"type": "group", "match_policy": policy, "dicts": list(dicts)}


def _inline(entries: Iterable[tuple[str, str]]) -> list[Dictionary]:
    """One dictionary of our own, or none where it would be empty; the first entry wins."""
    table: dict[str, str] = {}
    for before, after in entries:
        table.setdefault(before, after)
    return [{"type": "inline", "entries": table}] if table else []


@cache
def _folder() -> Path:
    return Path(opencc.__file__).parent / "clib" / "share" / "opencc"


def _ocd(name: str) -> Dictionary:
    return {"type": "ocd2", "file": str(_folder() / f"{name}.ocd2")}


def _load(config: Mapping[str, object]) -> opencc.OpenCC:
    handle, name = tempfile.mkstemp(prefix="hutong-", suffix=".json")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(config, file, ensure_ascii=False)
        return opencc.OpenCC(name)
    finally:
        Path(name).unlink()


def character_map(script: str, characters: Iterable[str]) -> Mapping[str, str]:
    """What OpenCC's character table of ``script`` makes of each character on its own."""
    tables = ["STCharacters"] if script == "Hans" else ["TSCharactersExt", "TSCharacters"]
    engine = _load({
        "name": "characters",
        "conversion_chain": [{"dict": _group(map(_ocd, tables))}],
    })  # fmt: skip
    listed = list(characters)
    return dict(zip(listed, engine.convert("\n".join(listed)).split("\n"), strict=True))
