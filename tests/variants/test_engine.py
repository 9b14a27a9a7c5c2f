"""The engine's bounds: what reaches OpenCC, and what it may not lose."""

from __future__ import annotations

import os
import pickle
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.errors import CannotRun
from hutong.model import GlossaryTerm
from hutong.variants import convert_text, make_converter
from hutong.variants.checks import figures
from hutong.variants.converter import Converter
from hutong.variants.engine import Engine, Recipe, make_engine

TERMS = (
    GlossaryTerm({"zh-Hant-HK": "范徐麗泰", "zh-Hans-CN": "范徐丽泰"}),
    GlossaryTerm({"zh-Hant-HK": "発佈会", "zh-Hans-CN": "发布会"}),
)
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "发后里面只着-{}\0\ud800\ue000\ue001\uf8ff12.5%,人才https://a.cn/发 \n\u0301"
        ),
        st.characters(),
    ),
    max_size=60,
)


def test_terms_win_over_engine_and_house_style() -> None:
    """A term comes out as the glossary has it, whatever OpenCC or house style would do."""
    converter = make_converter(TERMS, variants=["zh-Hant-HK", "zh-Hans-CN"])
    assert converter.text("范徐丽泰在发布会发布", target="zh-Hant-HK", source="zh-Hans-CN") == (
        "范徐麗泰在発佈会發布"
    )
    assert converter.text("范徐麗泰在発佈会", target="zh-Hans-CN", source="zh-Hant-HK") == (
        "范徐丽泰在发布会"
    )


def test_engine_refuses_nul() -> None:
    """OpenCC would drop the rest of the text silently, so the engine will not take it."""
    with pytest.raises(ValueError, match="NUL"):
        make_engine(Recipe("Hans", "CN", "Hant", "HK")).convert("发\0发")


def test_engine_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration is gone as soon as it is loaded."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make_engine(Recipe("Hans", "CN", "Hant", "HK", (("一次", "一次"),)))
    assert list(tmp_path.iterdir()) == []


def test_same_recipe_gives_same_engine() -> None:
    """Engines are made once a recipe."""
    recipe = Recipe("Hans", "CN", "Hant", "TW")
    assert make_engine(recipe) is make_engine(Recipe("Hans", "CN", "Hant", "TW"))


def test_engine_survives_fork() -> None:
    """A forked worker converts with the engine its parent made."""
    make_engine(Recipe("Hans", "CN", "Hant", "HK"))
    child = os.fork()
    if child == 0:
        os._exit(0 if convert_text("发展", source="zh-cn", target="zh-hk") == "發展" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_converter_survives_pickling() -> None:
    """A converter crosses processes by its terms; the engine is made anew."""
    converter = make_converter(TERMS, variants=["zh-Hant-HK"])
    converter.text("发", target="zh-Hant-HK", source="zh-Hans-CN")
    again = pickle.loads(pickle.dumps(converter))  # noqa: S301  # our own bytes
    assert again.text("发布会", target="zh-Hant-HK", source="zh-Hans-CN") == "発佈会"


class Upper:
    """A fake engine: upper case stands for the other script."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def convert(self, text: str) -> str:
        self.seen.append(text)
        return text.upper()


def test_engine_sees_no_protected_text() -> None:
    """Addresses and markup never reach the engine, and come back in their places."""
    fake = Upper()

    def maker(recipe: Recipe) -> Engine:
        assert recipe.target == "zh-Hant-HK"
        return fake

    converter = Converter(maker=maker)
    text = "a www.site.hk b -{raw}- c me@x.hk \0 d @名字 e"
    got = converter.text(text, target="zh-Hant-HK", source="zh-Hans-CN")
    assert got == "A www.site.hk B raw C ME@x.hk \0 D @名字 E"
    assert len(fake.seen) == 1
    assert "site" not in fake.seen[0]
    assert "\0" not in fake.seen[0]


@pytest.mark.parametrize("name", ["zh-Hant-HKG", "en", "zh", ""])
def test_unknown_tags_are_refused_with_advice(name: str) -> None:
    """A tag that is no form of Chinese is told, with the nearest or all of ours."""
    with pytest.raises(CannotRun, match=r"did you mean|use one of"):
        convert_text("发", target=name)


@given(TEXTS, st.sampled_from(["zh-Hant-HK", "zh-Hant-TW", "zh-Hans-CN"]), st.booleans())
def test_nothing_is_lost_or_crashes(text: str, target: str, markup: bool) -> None:  # noqa: FBT001  # hypothesis draws it
    """Any text converts; figures, line breaks and odd code points stay."""
    text = text.replace("-{", "").replace("}-", "")
    got = convert_text(text, target=target, markup=markup)
    assert figures(got) == figures(text)
    for mark in "\0\ue000\ue001\ud800\n":
        assert got.count(mark) == text.count(mark)
