"""The renderer: what templates get, and what a broken theme says."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import ClassVar

import pytest

from hutong.build.render import Renderer
from hutong.errors import CannotRun
from hutong.views import records


def test_the_sites_own_filters_and_globals_are_there(tmp_path: Path) -> None:
    """JINJA_FILTERS and JINJA_GLOBALS serve templates; ours cannot be taken away."""
    theme = _small_theme(tmp_path, "{{ page.title|shout }}{{ motto }}{{ _('Home') }}")
    renderer = Renderer(theme, {"shout": str.upper}, {"motto": "!", "word_in": None, "_": None})
    assert renderer.for_locale("zh_Hant_HK").render(_Small(title="a")) == "A!主頁".encode()


@pytest.mark.parametrize(
    ("template", "where"),
    [
        ("\n{{ page.titel }}", r"templates/small\.html:2: .*titel"),
        ("\n{% if %}", r"templates/small\.html:2: "),
        ("{% include 'gone.html' %}", r"gone\.html"),
        ("\n\n{{ page.title + 1 }}", r"templates/small\.html:3: TypeError: "),
        ("\n{{ page.title|own }}", r"templates/small\.html:2: ZeroDivisionError: "),
    ],
)
def test_a_broken_template_says_where(tmp_path: Path, template: str, where: str) -> None:
    """What no view has, bad syntax, a missing part and any other error have file and line."""
    filters = {"own": lambda _: 1 // 0}
    renderer = Renderer(_small_theme(tmp_path, template), filters, {}).for_locale("zh_Hant_HK")
    with pytest.raises(CannotRun, match=where):
        renderer.render(_Small(title="a"))


@dataclasses.dataclass(frozen=True)
class _Small(records.PageView):
    """A view with just a title."""

    template: ClassVar[str] = "small.html"

    def __init__(self, title: str) -> None:
        object.__setattr__(self, "title", title)


def _small_theme(folder: Path, template: str) -> Path:
    (folder / "templates").mkdir()
    (folder / "templates" / "small.html").write_text(template, encoding="utf-8")
    catalogue = folder / "translations" / "zh_Hant_HK" / "LC_MESSAGES" / "hutong.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "Home"\nmsgstr "主頁"\n', encoding="utf-8")
    return folder
