"""One table instead of stages: the same result."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.variants import engine, lexicon
from hutong.variants.engine import Recipe

ROOT = Path(__file__).parents[2]
TERMS = (("软件", "軟體"), ("余文乐", "余文樂"), ("里面", "裡面"))
RECIPES = [
    Recipe("Hans", "CN", "Hant", "HK", TERMS),
    Recipe("Hans", "CN", "Hant", "TW"),
    Recipe("Hant", "HK", "Hans", "CN", (("軟體", "软件"),)),
    Recipe("Hant", "TW", "Hant", "HK"),
]


@cache
def both(recipe: Recipe) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """The stages as OpenCC runs them, and the engine that is used."""
    config = engine._recipe_config(recipe)  # what is flattened is private
    assert config is not None
    return engine._load(config).convert, engine.make_engine(recipe).convert


@cache
def words(recipe: Recipe) -> list[str]:
    """Words of OpenCC, terms and our own, in a fixed mixture."""
    names = ("STPhrases", "STCharacters") if recipe.source_script == "Hans" else (
        "TSPhrases", "TWVariantsRevPhrases", "HKVariantsRevPhrases", "TSCharacters",
    )  # fmt: skip
    listed = [word for name in names for word in lexicon.words_of_opencc(name)]
    own = [before for before, _ in (*recipe.terms, *lexicon.words(), *lexicon.pairs("counted.tsv"))]
    return random.Random(5).sample(listed, 400) + own + list("，。、的是在了和年月日人会発A1 ")  # noqa: S311


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda one: f"{one.source_region}-{one.target}")
@given(data=st.data())
def test_a_flat_engine_gives_what_the_stages_give(recipe: Recipe, data: st.DataObject) -> None:
    """Words that differ, meet and overlap come out the same from one table as from stages."""
    staged, flat = both(recipe)
    text = "".join(data.draw(st.lists(st.sampled_from(words(recipe)), max_size=30)))
    assert flat(text) == staged(text)


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("opencc_keys", ROOT / "tools/opencc_keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lists_hold_every_key_of_the_dictionaries() -> None:
    """A missing key would cut words elsewhere; the lists are those of the pinned OpenCC."""
    tool = _tool()
    for name in tool.DICTIONARIES:
        assert "".join(f"{key}\n" for key in lexicon.words_of_opencc(name)) == tool.listed(name)
