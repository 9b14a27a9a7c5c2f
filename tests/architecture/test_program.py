"""What the cache depends on names all the code that decides what is kept in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from hutong.build import program
from hutong.variants import version
from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "plugins" / "hutong"
STORES = frozenset({
    "build/beside.py", "build/disk.py", "build/engines.py", "build/executor.py",
    "build/pack_index.py", "build/packs.py", "build/sources.py", "build/stamps.py",
    "build/store.py", "build/vault.py",
})  # fmt: skip
"""What keeps and carries values, whatever they say."""
ASKED = frozenset({
    "build/images.py", "build/pictures.py", "build/svg.py", "commit.py", "errors.py", "licence.py",
    "settings.py", "views/library.py",
})  # fmt: skip
"""What is asked for values that are themselves part of a key: pictures' sizes, settings, names."""


def test_code_that_reads_content_is_part_of_its_keys() -> None:
    """A module split off from the reader must not leave what was read by its older self."""
    keyed = (*program._READING, *program._GROUND, *version._PARTS, "variants")
    found = {_name(path) for path in _closure("build/reader.py", "build/briefs.py")}
    left = {one for one in found if not one.startswith(keyed)}
    assert left <= STORES | ASKED


def _closure(*names: str) -> set[Path]:
    """Modules, and all of ours that they import."""
    todo, found = [PACKAGE / name for name in names], set[Path]()
    while todo:
        path = todo.pop()
        if path not in found:
            found.add(path)
            todo += _imported(path)
    return found


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hutong"):
            names = [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
            files = (PACKAGE.joinpath(*name.split(".")[1:]) for name in names)
            for file in files:
                yield from (one for one in (file.with_suffix(".py"), file / "__init__.py")
                            if one.is_file())  # fmt: skip


def _name(path: Path) -> str:
    name = path.relative_to(PACKAGE).as_posix()
    return name.removesuffix("/__init__.py")
