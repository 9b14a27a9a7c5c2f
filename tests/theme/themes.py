"""Themes of a few lines, for trying what the renderer makes of templates."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

from hutong.views import records

LOCALE: Final = "zh_Hant_HK"
CATALOGUE: Final = (
    'msgid "Home"\nmsgstr "主頁"\n\nmsgid "%(count)s articles"\nmsgstr "共%(count)s篇"\n\n'
    'msgid "Full"\nmsgstr "100%%<b>"\n'
)


@dataclasses.dataclass(frozen=True)
class Small(records.PageView):
    """A view with a title, and with whatever ``more`` is."""

    template: ClassVar[str] = "small.html"
    more: Any = None

    def __init__(self, title: str = "甲<乙>", more: Any = None) -> None:
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "more", more)


def small_theme(folder: Path, templates: Mapping[str, str] | str) -> Path:
    """A theme of these templates (one text: ``small.html``) with a catalogue of three words."""
    if isinstance(templates, str):
        templates = {"small.html": templates}
    for name, text in templates.items():
        path = folder / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    catalogue = folder / "translations" / LOCALE / "LC_MESSAGES" / "hutong.po"
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    return folder
