"""The preview goes on whatever happens to a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from hutong.desk import serve
from hutong.errors import CannotRun
from tests.small import THEME, VARIANTS, small_site

_CONF = """
SITEURL = "http://localhost:8000"
TIMEZONE = "Asia/Hong_Kong"
THEME = {theme!r}
HUTONG_VARIANTS = {variants!r}
HUTONG_NOW = "2026-11-22T12:00:00+08:00"
"""


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    """The settings file of a small site."""
    site = small_site(tmp_path / "site")
    file = site.root / "pelicanconf.py"
    file.write_text(_CONF.format(theme=str(THEME), variants=VARIANTS), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (CannotRun("the theme is missing"), "hutong: the theme is missing"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (ValueError("odd"), "ValueError: odd"),
        (RecursionError("deep"), "please report it"),
    ],
)
def test_a_failed_build_is_told_and_not_the_end(
    conf: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    told: str,
) -> None:
    """Errors of every kind reach the terminal, and the next build is made."""
    output = tmp_path / "preview"
    with monkeypatch.context() as patch:

        def fail(_: object) -> None:
            raise error

        patch.setattr(serve, "build_site", fail)
        serve.rebuild(conf, "http://localhost:8000", output)
    assert told in capsys.readouterr().err
    serve.rebuild(conf, "http://localhost:8000", output)
    assert (output / "index.html").is_file()


def test_settings_that_break_are_told(
    conf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A settings file that is being edited may fail in any way."""
    conf.write_text("1 / 0", encoding="utf-8")
    serve.rebuild(conf, "http://localhost:8000", tmp_path / "preview")
    assert "ZeroDivisionError" in capsys.readouterr().err
