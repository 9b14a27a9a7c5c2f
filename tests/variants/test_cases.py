"""The conversion cases, one data file, on the real engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hutong.variants import convert_text
from hutong.variants.checks import figures
from hutong.variants.detect import strays

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "conversion_cases.json").read_text(encoding="utf-8")
)
EACH = [
    pytest.param(case, target, id=f"{case['id']}-{target}")
    for case in CASES
    for target in case["targets"]
]


@pytest.mark.parametrize(("case", "target"), EACH)
def test_case_converts_as_written_down(case: dict[str, object], target: str) -> None:
    """Every case gives the text that the data file names for the target."""
    got = convert_text(str(case["text"]), source=str(case["source"]), target=target)
    assert got == case["targets"][target]  # type: ignore[index]  # parsed JSON


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_targets_are_whole(case: dict[str, object]) -> None:
    """The expected texts themselves keep every figure and no character of the other script."""
    for tag, text in case["targets"].items():  # type: ignore[attr-defined]  # parsed JSON
        assert figures(text) == figures(str(case["text"]))
        without_address = text.split("https://")[0]
        assert strays(without_address, tag.split("-")[1]) == ()


def test_case_ids_are_unique() -> None:
    """Two cases never share an id."""
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))
