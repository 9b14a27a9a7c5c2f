"""Filters and globals of a site are told apart by their code and by what they hold."""

from __future__ import annotations

import functools
import json
import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from hutong.build.callables import named


def _mark(text: str, sign: str = "*") -> str:
    return sign + text


class _Linker:
    def __init__(self, base: str) -> None:
        self.base = base

    def __call__(self, text: str) -> str:
        return self.base + text

    def link(self, text: str) -> str:
        return self(text)


class _Slotted:
    __slots__ = ("base",)

    def __init__(self, base: str) -> None:
        self.base = base

    def __call__(self, text: str) -> str:
        return self.base + text


def _closing(sign: str) -> Callable[[str], str]:
    return lambda text: text + sign


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (functools.partial(_mark, sign="1"), functools.partial(_mark, sign="2")),
        (_Linker("1"), _Linker("2")),
        (_Linker("1").link, _Linker("2").link),
        (_Slotted("1"), _Slotted("2")),
        (_closing("1"), _closing("2")),
        ({"a": _Linker("1")}, {"a": _Linker("2")}),
        ([_closing("1")], [_closing("2")]),
        ({"1", "2"}, {"1", "3"}),
        (functools.cache(_closing("1")), functools.cache(_closing("2"))),
        (_mark, _closing),
        (json, textwrap),
        (len, sum),
        ("1", "2"),
        (1, 2),
    ],
)
def test_what_differs_is_told_apart(one: Any, other: Any) -> None:
    """Wherever the difference is held; and what is the same is not."""
    assert named(one) != named(other)
    assert named(one) == named(one)


def test_equal_ones_are_the_same_in_every_process() -> None:
    """Made twice, they count once; nothing of where they lie in memory is said."""
    for make in (
        lambda: functools.partial(_mark, sign="1"),
        lambda: _Linker("1").link,
        lambda: _Slotted("1"),
        lambda: _closing("1"),
        lambda: {"b": {"2", "1"}, "a": [None, 1.5]},
    ):
        assert named(make()) == named(make())
        assert "0x" not in named(make())


def test_what_holds_itself_comes_to_an_end() -> None:
    """It is another one every time, which costs a build and no page."""
    held: dict[str, Any] = {}
    held["held"] = held
    assert named(held)
