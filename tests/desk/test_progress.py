"""Bars for long work, on terminals only."""

from __future__ import annotations

import os
import pty
import sys

import pytest

from hutong.desk import progress


def test_nobody_is_told_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    """CI's logs hold no bars."""
    with progress.watching() as watch:
        watch("reading", 1, 2)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("patience", [0.0, 3600.0])
def test_a_terminal_shows_long_work_and_not_short(
    monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    """The bar names the work, and how much of it is done."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal, os.fdopen(ours, "rb", buffering=0) as screen:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(progress, "_PATIENCE", patience)
        monkeypatch.setenv("TERM", "xterm")
        with progress.watching() as watch:
            for done in (1, 2):
                watch("reading", done, 2)
        terminal.write("end\n")
        terminal.flush()
        shown = b""
        while b"end" not in shown:
            shown += screen.read(4096)
    assert (b"Reading and converting" in shown) == (patience == 0)
    assert (b"2/2" in shown) == (patience == 0)
