"""The tool that counts spellings in open text."""

from __future__ import annotations

import importlib.util
import lzma
import sys
from pathlib import Path
from types import ModuleType

import pytest


def load() -> ModuleType:
    """The tool as a module; it is no part of the package."""
    path = Path(__file__).parents[2] / "tools" / "house_counts.py"
    spec = importlib.util.spec_from_file_location("house_counts", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["house_counts"] = module
    spec.loader.exec_module(module)
    return module


TOOL = load()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two texts of Taiwan, one of them packed, one of Hong Kong, and a file that is no text."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "tw_one.txt").write_text("公布公佈公布\n台", encoding="utf-8")
    with lzma.open(folder / "tw_two.txt.xz", "wt", encoding="utf-8") as file:
        file.write("公布")
    (folder / "hk_one.txt").write_text("公佈", encoding="utf-8")
    (folder / "README.md").write_text("公佈公佈", encoding="utf-8")
    return folder


def a_list(tmp_path: Path, *lines: str) -> str:
    """A house list with these lines."""
    path = tmp_path / "house.tsv"
    path.write_text("\n".join(("from\tto\tnote\tsource", *lines, "")), encoding="utf-8")
    return str(path)


def test_both_spellings_are_counted_in_every_text(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """First the spelling to take, then the other, for each text that has either."""
    rules = a_list(tmp_path, "公佈\t公布\tn\ts", "臺\t台\tn\ts", "沒有\t没有\tn\ts")
    assert TOOL.main([str(corpus), rules]) == 0
    assert capsys.readouterr().out == (
        "公佈\t公布\thk_one 0:1, tw_one 2:1, tw_two 1:0\n臺\t台\ttw_one 1:0\n沒有\t没有\t\n"
    )


def test_texts_of_one_place_can_be_added_up(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the part of their names before the first underscore."""
    assert TOOL.main([str(corpus), a_list(tmp_path, "公佈\t公布\tn\ts"), "--sum"]) == 0
    assert capsys.readouterr().out == "公佈\t公布\thk 0:1, tw 3:1\n"


@pytest.mark.parametrize(("claim", "status"), [("3:1", 0), ("4:1", 1), ("3:0", 1)])
def test_wrong_counts_in_a_source_are_told(
    corpus: Path, tmp_path: Path, claim: str, status: int
) -> None:
    """Only the places that the source names are compared."""
    rules = a_list(tmp_path, f"公佈\t公布\tn\tsome standard; counted tw {claim}")
    assert TOOL.main([str(corpus), rules, "--check"]) == status


def test_a_broken_list_is_refused(corpus: Path, tmp_path: Path) -> None:
    """A line without a second spelling is not skipped without a word."""
    with pytest.raises(ValueError, match="no second column"):
        TOOL.main([str(corpus), a_list(tmp_path, "公佈")])
