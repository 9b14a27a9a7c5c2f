"""The only door to OpenCC: recipes in, converting engines out.

OpenCC takes dictionaries of one's own only through a configuration file, so a recipe is
written to a temporary file, loaded, and removed at once. What it taught us, and tests hold:
terms must stand in the segmentation, in the first stage, and as themselves in every later
stage; a stage sees one word of the segmentation at a time (:mod:`hutong.variants.house` builds
on it); text after a NUL is lost silently, so none may be passed; an engine survives ``fork``
but cannot be pickled. Phrase configurations (``…p``) swap words, not scripts, and ruin prose:
领导 became 領匯. They are never used.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from hutong.errors import CannotRun
from hutong.variants import house, lexicon
from hutong.variants.flatten import flatten
from hutong.variants.lexicon import Pairs

if TYPE_CHECKING:  # importing it takes longer than many a build: it is left to _load
    import opencc

Dictionary = Mapping[str, object]

_REGION_TABLES: Final = {"HK": "HK", "MO": "HK", "TW": "TW"}
"""Whose table of character shapes a region uses: Macao prints as Hong Kong does."""


class Engine(Protocol):
    """Converts text; keeps private-use characters and their order."""

    def convert(self, text: str) -> str:
        """Return ``text`` in the target script and spelling."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides a conversion: scripts, regions and the site's own terms.

    ``learned`` stands for the package's learned words; only training gives others.
    """

    source_script: str
    source_region: str
    target_script: str
    target_region: str
    """Empty for OpenCC's own standard: its shapes of characters, and no house style."""
    terms: Pairs = ()
    styled: bool = True
    """Whether the house style of the target applies."""
    learned: Pairs | None = None

    @property
    def target(self) -> str:
        """The tag whose house style applies."""
        return f"zh-{self.target_script}-{self.target_region}"


class EngineMaker(Protocol):
    """Makes an engine for a recipe; tests pass a fake one."""

    def __call__(self, recipe: Recipe, /) -> Engine:
        """Return a ready engine."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """An OpenCC object; None where a recipe changes nothing."""

    engine: opencc.OpenCC | None

    def convert(self, text: str) -> str:
        """As OpenCC does, but no text is lost."""
        if "\0" in text:
            raise ValueError("NUL must be shielded: OpenCC drops all text after it")
        return self.engine.convert(text) if self.engine else text


@lru_cache(maxsize=64)
def make_engine(recipe: Recipe) -> Engine:
    """Build the engine of a recipe; the same recipe gives the same engine again."""
    table = flat_table(recipe)
    return Guarded(None if table is None else load_engine([inline(table)]))


def flat_table(recipe: Recipe) -> Mapping[str, str] | None:
    """Every word of a recipe and what becomes of it; None where nothing changes."""
    config = _recipe_config(recipe)
    if config is None:
        return None
    return flatten(config, _keys_of, lambda stages: _load(stages).convert)


def load_engine(dicts: Sequence[Dictionary]) -> opencc.OpenCC:
    """What looks for the longest word of all these dictionaries at once."""
    one = dicts[0] if len(dicts) == 1 else _group(dicts, policy="union")
    return _load({"name": "hutong", "conversion_chain": [{"dict": one}]})


def inline(entries: Mapping[str, str]) -> Dictionary:
    """A dictionary written out in the configuration."""
    return {"type": "inline", "entries": dict(entries)}


def _recipe_config(recipe: Recipe) -> Mapping[str, object] | None:
    """The stages of a recipe and, last, house style, all within the same words.

    Every word of every stage is one of the segmentation: :func:`flatten` rests on it.
    """
    kept = _inline((form, form) for _, form in recipe.terms)
    terms = _inline(recipe.terms)
    if recipe.source_script == recipe.target_script:
        stages, words = _respelling(recipe, terms, kept)
    elif recipe.target_script == "Hant":
        stages, words = _to_traditional(recipe, terms, kept)
    else:
        stages, words = _to_simplified(recipe, terms, kept)
    style = house.house_style(recipe.target) if recipe.styled else ()
    if style:
        stages.append(_group([*kept, *_inline(style)]))
    if not stages:
        return None
    words += [*kept, *_inline(house.bounds(recipe.target, _alike(), _simplified()))]
    return _config(stages, segmentation=_group([*terms, _group(words, policy="union")]))


def _to_traditional(
    recipe: Recipe, terms: list[Dictionary], kept: list[Dictionary]
) -> tuple[list[Dictionary], list[Dictionary]]:
    """The stages, and the words of the segmentation."""
    own = _inline(_phrases(recipe))
    words = [*own, _ocd("STPhrases"), _ocd("STPhrases_GeneratedFromRegionalPhrases")]
    single = [*_inline(lexicon.characters("Hans", "Hant")), _ocd("STCharacters")]
    stages = [_group([*terms, _group(words, policy="union"), *single])]
    shapes = _shapes(recipe.target_region)
    return ([*stages, _group([*kept, *shapes])] if shapes else stages), [*words, *shapes[:1]]


def _phrases(recipe: Recipe) -> Pairs:
    """The words of our own, the learned ones last: what an editor listed comes first."""
    scripts = recipe.source_script, recipe.target_script
    learned = lexicon.learned(*scripts) if recipe.learned is None else recipe.learned
    return (*lexicon.phrases(*scripts), *learned)


def _to_simplified(
    recipe: Recipe, terms: list[Dictionary], kept: list[Dictionary]
) -> tuple[list[Dictionary], list[Dictionary]]:
    """One chain for every Traditional standard: texts mix 著 and 着, 裡 and 裏."""
    phrases = _phrases(recipe)
    own = _inline(phrases)
    own_kept = _inline((form, form) for _, form in phrases)
    single = [*_inline(lexicon.characters("Hant", "Hans"))]
    standards = map(_ocd, ("TWVariantsRevPhrases", "TWVariantsRev", "HKVariantsRev"))
    stages = [
        _group([*terms, *own, *standards]),
        _group([
            *kept, *own_kept, _ocd("TSPhrases"), *single,
            _ocd("TSCharactersExt"), _ocd("TSCharacters"),
        ]),
    ]  # fmt: skip
    return stages, [*own, *own_kept, _ocd("TSPhrases"), _ocd("TWVariantsRevPhrases")]


def _respelling(
    recipe: Recipe, terms: list[Dictionary], kept: list[Dictionary]
) -> tuple[list[Dictionary], list[Dictionary]]:
    """Traditional of one region to another; within Simplified only terms and style differ."""
    if recipe.source_script == "Hans" or recipe.source_region == recipe.target_region:
        return ([_group(terms)] if terms else []), []
    before = _REGION_TABLES[recipe.source_region]
    back = [_ocd(f"{before}VariantsRevPhrases"), _ocd(f"{before}VariantsRev")]
    shapes = _shapes(recipe.target_region)
    stages = [_group([*terms, *back])]
    if not shapes:
        return stages, back[:1]
    return [*stages, _group([*kept, *shapes])], [back[0], shapes[0]]


def _shapes(region: str) -> list[Dictionary]:
    if not region:
        return []
    table = _REGION_TABLES[region]
    return [_ocd(f"{table}VariantsPhrases"), _ocd(f"{table}Variants")]


def _config(stages: Iterable[Dictionary], segmentation: Dictionary) -> Mapping[str, object]:
    return {
        "name": "hutong",
        "normalization": [{"dict": _ocd("CJK_Compatibility_Ideographs")}],
        "segmentation": {"type": "mmseg", "dict": segmentation},
        "conversion_chain": [{"dict": stage} for stage in stages],
    }


def _group(dicts: Iterable[Dictionary], *, policy: str = "short_circuit") -> Dictionary:
    return {"type": "group", "match_policy": policy, "dicts": list(dicts)}


def _inline(entries: Iterable[tuple[str, str]]) -> list[Dictionary]:
    """One dictionary of our own, or none where it would be empty; the first entry wins."""
    table: dict[str, str] = {}
    for before, after in entries:
        table.setdefault(before, after)
    return [inline(table)] if table else []


@cache
def _folder() -> Path:
    import opencc

    return Path(opencc.__file__).parent / "clib" / "share" / "opencc"


@cache
def _keys_of(file: str) -> tuple[str, ...]:
    """The keys of one of OpenCC's dictionaries; ``tools/opencc_keys.py`` lists them."""
    return lexicon.words_of_opencc(Path(file).stem)


def _ocd(name: str) -> Dictionary:
    return {"type": "ocd2", "file": str(_folder() / f"{name}.ocd2")}


def loaded_version() -> str:
    """The version of OpenCC: another one converts otherwise."""
    import opencc

    return str(opencc.__version__)


def _load(config: Mapping[str, object]) -> opencc.OpenCC:
    import opencc

    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix="hutong-", suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(config, ensure_ascii=False))  # json.dump is many times slower
        return opencc.OpenCC(name)
    except OSError as error:
        what = f"{tempfile.gettempdir()} cannot be written: {error.strerror}"
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            what = f"{tempfile.gettempdir()} cannot be written: the disk is full; free some space"
        raise CannotRun(f"{what} and build again") from error
    finally:
        if name:
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


@cache
def _simplified() -> Mapping[str, str]:
    """The Simplified form of every character in common use."""
    return character_map("Hant", map(chr, range(0x4E00, 0xA000)))


@cache
def _alike() -> Mapping[str, str]:
    """To a Simplified character, all that have it as their Simplified form, itself included."""
    alike: dict[str, str] = {}
    for character, form in _simplified().items():
        alike[form] = alike.get(form, "") + character
    return alike
