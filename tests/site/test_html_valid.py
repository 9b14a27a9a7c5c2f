"""Every page, style sheet and drawing is valid, says the Nu HTML Checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.site.demo import Demo

KINDS = {".html", ".css", ".svg"}


def _checkable(folder: Path) -> list[Path]:
    """Pages, style sheets and drawings below a folder."""
    return sorted(file for file in folder.rglob("*") if file.suffix in KINDS)


def _messages(node_modules: Path, *targets: Path) -> list[dict[str, Any]]:
    """What the checker says about files; it takes any other kind of file for HTML."""
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--errors-only", "--also-check-css", "--also-check-svg"]
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), *options, *map(str, targets)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    report = json.loads(done.stderr)
    assert isinstance(report["messages"], list)
    return report["messages"]


def _lines(messages: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one.get('url', '')}:{one.get('lastLine', 0)}: {one['message']}" for one in messages
    )


def test_the_checker_finds_errors(node_modules: Path, tmp_path: Path) -> None:
    """A page, a style sheet and a drawing with one fault each are all reported."""
    page = '<!doctype html><html lang="zh"><head><title>x</title></head><body><p id=a><p id=a>'
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "style.css").write_text("p { colour: red }")
    (tmp_path / "drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><p/></svg>')
    messages = _messages(node_modules, *_checkable(tmp_path))
    found = {Path(one["url"]).name for one in messages}
    assert found == {"page.html", "style.css", "drawing.svg"}


def test_the_whole_site_is_valid(demo: Demo, node_modules: Path) -> None:
    """The checker finds no error in anything that the build wrote."""
    files = _checkable(demo.output)
    assert {file.suffix for file in files} == KINDS
    assert _lines(_messages(node_modules, *files)) == ""
