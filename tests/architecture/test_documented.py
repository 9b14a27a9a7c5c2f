"""What people can set, run and show is documented; what the documents name exists."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
from pathlib import Path

import pytest

from hutong import settings
from hutong.views import records
from tests.conftest import REPOSITORY, Run

DOCUMENTS = sorted(
    file
    for pattern in ("*.md", "docs/**/*.md")
    for file in REPOSITORY.glob(pattern)
    if file.name != "LICENSE-content.md"
)


def _name(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


def _text(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def _tasks(run: Run) -> set[str]:
    done = run(REPOSITORY, "invoke", "--list", "--list-format=json")
    assert done.returncode == 0, done.stderr
    return {task["name"] for task in json.loads(done.stdout)["tasks"]}


def test_every_setting_is_documented() -> None:
    """Each HUTONG_ setting has a line in docs/pelican.md, and no line is about one that is gone."""
    named = set(re.findall(r"`(HUTONG_[A-Z_]+)`", _text("docs/pelican.md")))
    assert named == set(settings.KNOWN)


def test_every_command_is_documented(run: Run) -> None:
    """README.md names every invoke task; no document names one that does not exist."""
    tasks = _tasks(run)
    in_readme = set(re.findall(r"invoke ([a-z-]+)", _text("README.md")))
    assert tasks <= in_readme
    for file in DOCUMENTS:
        named = re.findall(r"invoke ([a-z-]+)", file.read_text(encoding="utf-8"))
        assert set(named) <= tasks, file.name


def test_every_make_target_named_exists() -> None:
    """The documents name only targets that the Makefile has."""
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    for file in DOCUMENTS:
        named = re.findall(r"`make ([a-z]+)", file.read_text(encoding="utf-8"))
        assert set(named) <= targets, file.name


def test_every_view_field_has_a_help_text() -> None:
    """Whoever writes a template finds each field of each view explained."""
    views = [
        view
        for _, view in inspect.getmembers(records, inspect.isclass)
        if dataclasses.is_dataclass(view) and view.__module__.startswith(records.__name__)
    ]
    assert views
    silent = [
        f"{view.__name__}.{field.name}"
        for view in views
        for field in dataclasses.fields(view)
        if not field.metadata.get("help")
    ]
    assert silent == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=_name)
def test_documents_link_to_files_that_exist(file: Path) -> None:
    """Relative links in the documents lead to files of the repository."""
    text = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", file.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    missing = [target for target in targets if not (file.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=_name)
def test_documents_name_paths_that_exist(file: Path) -> None:
    """A path in backquotes that starts in a folder of ours is there; it may be a pattern."""
    text = file.read_text(encoding="utf-8")
    tops = r"content|docs|plugins|tests|theme|schema|\.ci|\.github"
    named = re.findall(rf"`((?:{tops})/[\w./*-]*)`", text, re.ASCII)
    missing = [name for name in named if not list(REPOSITORY.glob(name.rstrip("/")))]
    assert missing == []
