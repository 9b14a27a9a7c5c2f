"""Every internal link, anchor and asset leads somewhere, says hyperlink."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import Run
from tests.site.demo import Demo


def _hyperlink(
    node_modules: Path, root: Path, host: str, pages: Iterable[Path]
) -> subprocess.CompletedProcess[str]:
    """Check these pages of the tree at ``root`` as the site at ``host``, from inside only."""
    script = node_modules / "hyperlink" / "lib" / "cli.js"
    options = ["--internal", "--root", str(root), "--canonicalroot", host]
    return subprocess.run(
        ["node", str(script), *options, *map(str, pages)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def test_the_checker_finds_dead_links(node_modules: Path, tmp_path: Path) -> None:
    """A dead page, anchor, picture and absolute address of our own are all reported."""
    page = (
        "<!doctype html><html><head><title>x</title></head><body>"
        '<a href="/missing/">x</a><a href="#nowhere">y</a><img src="lost.png">'
        '<a href="https://a.example/gone/">z</a></body></html>'
    )
    (tmp_path / "index.html").write_text(page)
    done = _hyperlink(node_modules, tmp_path, "https://a.example/", [tmp_path / "index.html"])
    assert done.returncode == 1
    for gone in ("gone", "missing", "#nowhere", "lost.png"):
        assert gone in done.stdout


def _assert_whole(done: subprocess.CompletedProcess[str]) -> None:
    failures = [line for line in done.stdout.splitlines() if line.startswith("not ok")]
    assert done.returncode == 0, "\n".join(failures) or done.stdout + done.stderr


def test_no_internal_link_is_broken(demo: Demo, node_modules: Path) -> None:
    """All pages, linked or not, are read, and the site's own absolute addresses resolved."""
    host = demo.site_url.removesuffix(demo.base) + "/"
    _assert_whole(_hyperlink(node_modules, demo.root, host, demo.pages()))


def test_no_internal_link_is_broken_below_a_path(
    project: Path, run: Run, node_modules: Path, tmp_path: Path
) -> None:
    """Published at https://host/path/, every kind of page keeps its links below that path."""
    root, address = tmp_path / "host", "https://a.example/some/path"
    below = Demo(root, root / "some" / "path", address)
    command = ("invoke", "build", "--settings", "publishconf.py", "--output", str(below.output))
    done = run(project, *command, env={"HUTONG_SITEURL": address})
    assert done.returncode == 0, done.stdout + done.stderr
    samples = below.samples().values()
    _assert_whole(_hyperlink(node_modules, root, "https://a.example/", samples))
