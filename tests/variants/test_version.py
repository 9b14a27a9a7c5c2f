"""The version of the converter: another one for every change, and cheap to tell."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest

from hutong.variants import code_version, version

HOME = version._HOME


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what counts, an hour old, in place of the package."""
    home = tmp_path / "hutong"
    for part in version._PARTS:
        (home / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOME / part, home / part)
    (home / "variants" / "data").mkdir(parents=True)
    for name in ("chain.py", "data/words.tsv"):
        shutil.copy(HOME / "variants" / name, home / "variants" / name)
    monkeypatch.setattr(version, "_HOME", home)
    monkeypatch.setattr(version, "_MOMENT", -1)  # as if all had been there for long
    return home


def told(folder: Path | None = None) -> str:
    """The version as a new process has it."""
    return version.code_version.__wrapped__(folder)


def test_a_version_is_kept_and_not_read_again(package: Path, tmp_path: Path) -> None:
    """With or without a folder it is the same; the second process reads no code."""
    first = told(tmp_path / "cache")
    assert first == told() == told(tmp_path / "other")
    with patch.object(version, "_read", side_effect=AssertionError("it is kept")):
        assert told(tmp_path / "cache") == first


@pytest.mark.parametrize("name", ["variants/chain.py", "variants/data/words.tsv", "human.py"])
def test_a_change_of_same_size_and_time_is_another_version(
    package: Path, tmp_path: Path, name: str
) -> None:
    """Size and date can be made up; the system's own time of the change cannot."""
    before = told(tmp_path)
    path = package / name
    stat = path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_mtime_ns == stat.st_mtime_ns
    assert told(tmp_path) != before


def test_new_renamed_and_removed_files_count(package: Path, tmp_path: Path) -> None:
    """Every file below variants does, but for compiled code."""
    versions = [told(tmp_path)]
    extra = package / "variants" / "data" / "extra.tsv"
    extra.write_text("a\n", encoding="utf-8")
    versions.append(told(tmp_path))
    other = extra.rename(extra.with_name("other.tsv"))
    versions.append(told(tmp_path))
    assert len(set(versions)) == 3
    other.unlink()
    (package / "variants" / "__pycache__").mkdir()
    (package / "variants" / "__pycache__" / "chain.pyc").touch()
    assert told(tmp_path) == versions[0]


def test_touching_a_file_changes_nothing(package: Path, tmp_path: Path) -> None:
    """A fresh checkout of the same code has the same version."""
    before = told(tmp_path)
    os.utime(package / "human.py", (1, 1))
    assert told(tmp_path) == before


def test_another_opencc_is_another_version(package: Path, tmp_path: Path) -> None:
    """It converts otherwise."""
    before = told(tmp_path)
    with patch.object(version, "opencc_version", lambda: "other"):
        assert told(tmp_path) != before


@pytest.mark.parametrize("how", ["cut", "flip", "empty", "binary", "folder"])
def test_a_damaged_record_is_not_believed(package: Path, tmp_path: Path, how: str) -> None:
    """The code is then read again."""
    right = told(tmp_path)
    file = tmp_path / "code-version"
    text = file.read_bytes()
    at = text.index(b" ") + 1
    flipped = text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :]
    changed = {"cut": text[:-5], "flip": flipped, "empty": b"", "binary": b"\xff\x00"}
    if how == "folder":
        file.unlink()
        file.mkdir()
        assert told(tmp_path) == right
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
        return
    file.write_bytes(changed[how])
    assert told(tmp_path) == right
    assert file.read_bytes() == text


def test_what_changed_a_moment_ago_is_not_kept(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second change within the same tick of the clock could not be seen."""
    monkeypatch.setattr(version, "_MOMENT", 2_000_000_000)
    told(tmp_path)
    assert not (tmp_path / "code-version").exists()


def test_the_version_of_this_package_is_told_once(tmp_path: Path) -> None:
    """It is a digest, and another place to keep it changes nothing."""
    assert code_version() == code_version(tmp_path)
    assert len(code_version()) == 32
