"""The code keeps the shape that docs/architecture.md promises."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PLUGINS = REPOSITORY / "plugins"
MODULES = sorted(file for file in PLUGINS.rglob("*.py") if "egg-info" not in file.parts)
TESTS = sorted((REPOSITORY / "tests").rglob("test_*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LARGEST_ADAPTER = 150

_IMPORT_ALL = """
import importlib, pkgutil, sys
import hutong
for module in pkgutil.walk_packages(hutong.__path__, "hutong."):
    importlib.import_module(module.name)
print(*sorted(name for name in sys.modules if name.partition(".")[0].startswith("pelican")))
print(sum(name.startswith("hutong.") for name in sys.modules))
"""


def _name(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


def _functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_the_core_loads_without_pelican() -> None:
    """Every module of hutong imports, and none of them brings Pelican along."""
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL],
        cwd=PLUGINS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pelican, count = done.stdout.split("\n")[:2]
    assert pelican == ""
    assert int(count) >= len([file for file in MODULES if "pelican_hutong" not in file.parts]) - 1


@pytest.mark.parametrize("file", MODULES, ids=_name)
def test_modules_say_their_job_and_stay_small(file: Path) -> None:
    """A module opens with a docstring of one line or more, and has at most 300 lines."""
    text = file.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "no docstring"
    assert docstring.splitlines()[0].strip(), "the first line must say the one job"
    assert len(text.splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("file", MODULES, ids=_name)
def test_functions_stay_short(file: Path) -> None:
    """No function has more than 40 lines besides its docstring."""
    lengths = {function.name: _length(function) for function in _functions(file)}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_the_adapter_only_translates() -> None:
    """All of pelican_hutong is at most 150 lines: more means that logic leaked out of the core."""
    files = (PLUGINS / "pelican_hutong").rglob("*.py")
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) <= (
        LARGEST_ADAPTER
    )


@pytest.mark.parametrize("file", TESTS, ids=_name)
def test_tests_say_what_they_show(file: Path) -> None:
    """Every test has a docstring, one sentence on what holds when it passes."""
    silent = [
        function.name
        for function in _functions(file)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]
    assert silent == []
