"""The built-in word lists, detection, folding and checks."""

from __future__ import annotations

from importlib.resources import files

import pytest

from hutong.variants import fold, han_script_of
from hutong.variants.checks import changed_figures, figures
from hutong.variants.detect import strays

FOLDER = files("hutong.variants").joinpath("data")
TABLES = sorted(one.name for one in FOLDER.iterdir() if one.name.endswith(".tsv"))


def table(name: str) -> list[list[str]]:
    """The lines of a list, split, with its header."""
    text = FOLDER.joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.parametrize("name", TABLES)
def test_list_is_sorted_unique_and_reasoned(name: str) -> None:
    """Each line has every column filled, the last one saying why, and comes in order."""
    head, *rows = table(name)
    assert all(len(row) == len(head) and all(row) for row in rows)
    if name != "shared.tsv":
        key = [(row[2], row[0]) if name == "junctions.tsv" else (row[0],) for row in rows]
        assert key == sorted(set(key))


@pytest.mark.parametrize("name", [name for name in TABLES if name.startswith("house.")])
def test_house_style_settles_at_once(name: str) -> None:
    """What a list writes it would not write otherwise on a second reading."""
    pairs = {row[0]: row[1] for row in table(name)[1:]}
    for form in pairs.values():
        assert pairs.get(form, form) == form


@pytest.mark.parametrize("name", [name for name in TABLES if "house.zh-Hant" in name])
def test_house_style_stays_in_its_script(name: str) -> None:
    """No list leads to a character of the other script."""
    assert [row[1] for row in table(name)[1:] if strays(row[1], "Hant")] == []


@pytest.mark.parametrize(
    ("text", "script"),
    [("发展", "Hans"), ("發展", "Hant"), ("人才", None), ("", None), ("群峰床秘台", None),
     ("骨干", None), ("发达發", "Hans"), ("意味著", None)],
)  # fmt: skip
def test_script_is_told_by_characters_of_one_script(text: str, script: str | None) -> None:
    """Shared characters tell nothing."""
    assert han_script_of(text) == script


@pytest.mark.parametrize(
    "names",
    [
        ("峰會", "峯會", "峰会"),
        ("關稅", "關税", "关税", " 关税 "),
        ("ＡＢＣ 論壇", "abc  论坛"),
        ("意味著", "意味着", "意味着"),
    ],
)
def test_one_thing_has_one_key(names: tuple[str, ...]) -> None:
    """However a name is written, it folds to one key."""
    assert len({fold(name) for name in names}) == 1


def test_different_things_have_different_keys() -> None:
    """Folding does not merge words."""
    assert len({fold(name) for name in ("關稅", "稅務", "峰會", "會議")}) == 4


def test_figures_are_read_with_their_signs() -> None:
    """Dates, decimals, shares and money are figures."""
    assert figures("2023-03-08 12:52，469.25万、40%、US$10") == (
        "2023-03-08", "12:52", "469.25", "40%", "$", "10",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("1 2", "1 2", None),
        ("1 2", "1 3", ("2", "3")),
        ("1 2", "1", ("2", "")),
        ("", "7", ("", "7")),
    ],
)
def test_changed_figures_are_found(
    before: str, after: str, changed: tuple[str, str] | None
) -> None:
    """The first difference is told, a lost or new figure too."""
    assert changed_figures(before, after) == changed
