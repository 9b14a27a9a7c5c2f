"""The context model: how far the chain's reading of a character is to be trusted."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zlib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.variants import convert_text
from hutong.variants.clues import Clues, Worth, chance_of, score_of
from hutong.variants.context import EASY, ContextModel, context_model, read_model

FILE = files("hutong.variants").joinpath("data", "context.Hans-Hant.bin")
LARGEST = 300_000


def small_model(**parts: object) -> ContextModel:
    """A model of two characters: 髮 after 理, else 發; and 合, which is hardly ever 閤."""
    data = {
        "characters": {
            "发": ["發髮", [40, 8], 0, [[1, [-32, 0], ["理", "", "", "", "", "", ""], [64]]]],
            "合": ["合閤", [133, -11], -1, []],
        },
        "words": "理髮\n發现",
        "easy": {},
        "worth": {"margin": [64, 0, 0], "cover": [0, 0, 8, 16], "rival": [0, 0, -8, -16]},
        "spellings": {"髪": "髮"},
        "shapes": {"HK": {"發": "発"}},
        **parts,
    }  # fmt: skip
    return read_model(zlib.compress(json.dumps(data).encode()))


def test_signs_around_decide_the_chance() -> None:
    """The same reading is trusted more where the signs around speak for it."""
    model = small_model()
    (barber,) = model.judge("他理发", "他理髮")
    (alone,) = model.judge("他的发", "他的髮")
    assert barber.chance > 0.9 > alone.chance


def test_readings_come_with_the_likeliest_first() -> None:
    """What the signs prefer leads, not what the chain has."""
    (wrong,) = small_model().judge("他理发", "他理發")
    assert wrong.readings == ("髮", "發")
    assert wrong.own == "發"
    assert wrong.chance <= 0.5


def test_words_around_are_clues_for_and_against() -> None:
    """A listed word with the chain's reading covers it, one with another is its rival."""
    model = small_model()
    assert model.clues("理发", 1, "髮") == Clues(64, 2, 0)
    assert model.clues("理发", 1, "發") == Clues(-32, 0, 2)
    assert model.clues("发现", 0, "發") == Clues(32, 2, 0)


def test_a_reading_that_is_rare_as_such_is_told() -> None:
    """Where nothing was learned from signs around, only the odd reading is worth a look."""
    (one,) = small_model().judge("合家，合作", "閤家，合作")
    assert (one.at, one.own, one.readings) == (0, "閤", ("合", "閤"))


def test_another_look_of_a_reading_is_that_reading() -> None:
    """A shape that a region prints counts as the reading it stands for."""
    (one,) = small_model().judge("理发", "理髪")
    assert one.own == "髮"


def test_a_shape_is_the_regions_own() -> None:
    """Where a region prints another shape, it is shown; else the reading itself."""
    model = small_model()
    assert (model.shape("發", "HK"), model.shape("髮", "HK")) == ("発", "髮")


def test_what_is_no_reading_of_the_character_is_not_judged() -> None:
    """A term of the site may put anything in its place."""
    assert list(small_model().judge("发", "出")) == []


def test_sure_neighbours_are_left_out_unless_all_is_asked_for() -> None:
    """Below the bar for easy places they are not looked at; above it everything is."""
    model = small_model(easy={"发髮": ["的", ""]})
    assert list(model.judge("他的发", "他的髮", below=EASY)) == []
    assert len(list(model.judge("他的发", "他的髮", below=1.0))) == 1


def test_only_what_is_less_sure_than_asked_is_told() -> None:
    """The bar is a chance."""
    model = small_model()
    everything = list(model.judge("他理发，他的发", "他理髮，他的髮"))
    some = list(model.judge("他理发，他的发", "他理髮，他的髮", below=0.9))
    assert [one for one in everything if one.chance < 0.9] == some
    assert len(some) == 1


@given(st.integers(-500, 500), st.integers(-500, 500))
def test_chances_rise_with_the_sum(one: int, other: int) -> None:
    """More weight never means less trust, and every chance is one."""
    low, high = sorted((chance_of(one), chance_of(other)))
    assert (low, high) == (chance_of(min(one, other)), chance_of(max(one, other)))
    assert 0 <= low <= high <= 1


@given(st.floats(0.01, 0.99))
def test_the_bar_of_a_chance_is_its_least_sum(chance: float) -> None:
    """One sixteenth of a logit below it the chance is less."""
    bar = score_of(chance)
    assert chance_of(bar) >= chance > chance_of(bar - 1)


def test_worth_of_a_margin_bends_at_zero() -> None:
    """A margin below zero can weigh more than one above."""
    worth = Worth((64, 32, -64), (0, 0, 0, 0), (0, 0, 0, 0))
    assert (worth.of_margin(10), worth.of_margin(-10)) == (10, -15)
    assert worth.of_margin(100) == worth.of_margin(64)


def test_package_model_is_small_and_quick_to_load() -> None:
    """It stays within what a package and a first call may cost (the time is generous)."""
    packed = FILE.read_bytes()
    begun = time.process_time()
    read_model(packed)
    assert time.process_time() - begun < 0.1
    assert len(packed) < LARGEST


def test_package_model_is_loaded_only_when_asked() -> None:
    """Converting a plain text does not read it."""
    code = (
        "from hutong.variants import convert_text; from hutong.variants.context import "
        "context_model; convert_text('头发', target='zh-Hant-HK'); "
        "print(context_model.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize(("region", "shapes"), [("HK", "裏麵"), ("TW", "裡麵"), ("MO", "裏麵")])
def test_package_model_knows_the_shapes_of_every_region(region: str, shapes: str) -> None:
    """A reading is offered as the region prints it."""
    model = context_model()
    assert "".join(model.shape(reading, region) for reading in "裏麪") == shapes


def test_package_model_holds_whole_numbers_only() -> None:
    """No fraction that machines could add up differently."""
    data = json.loads(zlib.decompress(FILE.read_bytes()), parse_float=pytest.fail)
    assert data["characters"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("警方发现一名男子。", "發", "髮"),
        ("这座城市经济持续发展。", "發", "髮"),
        ("三只小猫在草地上。", "隻", "只"),
        ("他只是路过这里。", "只", "隻"),
    ],
)
def test_package_model_prefers_the_right_reading(text: str, right: str, wrong: str) -> None:
    """The true reading is trusted far more than the other."""
    at = next(at for at, sign in enumerate(text) if sign in "发只")
    chances = []
    for reading in (right, wrong):
        got = text[:at] + reading + text[at + 1 :]
        chances += [one.chance for one in context_model().judge(text, got) if one.at == at]
    assert len(chances) == 2
    assert chances[0] > chances[1] + 0.3


@settings(deadline=None)  # the first call makes an engine
@given(st.text(st.sampled_from("发里干后面只并制余系的了，人国A1\ue000\ue001"), max_size=40))
def test_judging_is_pure_and_points_at_the_text(text: str) -> None:
    """The same text gives the same judgements, each on one of its own characters."""
    got = convert_text(text, target="zh-Hant-HK", source="zh-Hans-CN")
    if len(got) == len(text):
        told = list(context_model().judge(text, got))
        assert told == list(context_model().judge(text, got))
        assert all(one.own in one.readings and 0 <= one.at < len(text) for one in told)
