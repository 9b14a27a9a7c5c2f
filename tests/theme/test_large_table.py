"""The table of a large register stays light."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, Final

import pytest

from hutong.build.render import Renderer
from tests.theme.large import large_table
from tests.theme.parts import SCRIPTS

THEME: Final = Path(__file__).resolve().parents[2] / "theme"
LIMIT: Final = 300_000
"""Bytes of the page and all that it loads, compressed: issue 5 says 300 KB."""


@pytest.mark.parametrize("script", SCRIPTS, ids=["hant", "hans"])
def test_a_thousand_agreements_weigh_little(script: Any) -> None:
    """1,000 agreements between 3,000 organisations, with scripts and style sheets."""
    view = large_table(script)
    parties = {party.url for one in view.rows for party in one.row.parties}
    assert (len(view.rows), len(parties)) == (1000, 3000)
    page = Renderer(THEME, {}, {}).for_locale(script.locale).render(view)
    loaded = ("hutong.css", "hutong.js", "register.css", "register.js")
    files = [(THEME / "static" / name).read_bytes() for name in loaded]
    assert sum(len(gzip.compress(one)) for one in (page, *files)) <= LIMIT
