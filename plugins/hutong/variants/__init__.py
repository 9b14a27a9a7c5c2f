"""Conversion between the forms of Chinese: the public way in.

Each name is loaded when somebody asks for it: a build that finds nothing changed converts
nothing, and should not wait for what it does not use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hutong.variants.converter import Converter, convert_text, make_converter
    from hutong.variants.detect import han_script_of
    from hutong.variants.folding import Folder, fold, make_fold
    from hutong.variants.glossary import parse_glossary
    from hutong.variants.kept import Making, prune_engines
    from hutong.variants.rules_of_site import AnyWritten, Converted, SiteRules, Written
    from hutong.variants.subject import Subject
    from hutong.variants.tags import Tag, read_tag
    from hutong.variants.version import code_version

__all__ = [
    "AnyWritten",
    "Converted",
    "Converter",
    "Folder",
    "Making",
    "SiteRules",
    "Subject",
    "Tag",
    "Written",
    "code_version",
    "convert_text",
    "fold",
    "han_script_of",
    "make_converter",
    "make_fold",
    "parse_glossary",
    "prune_engines",
    "read_tag",
]

_HOMES: Final = {
    "converter": ("Converter", "convert_text", "make_converter"),
    "detect": ("han_script_of",),
    "folding": ("Folder", "fold", "make_fold"),
    "glossary": ("parse_glossary",),
    "kept": ("Making", "prune_engines"),
    "rules_of_site": ("AnyWritten", "Converted", "SiteRules", "Written"),
    "subject": ("Subject",),
    "tags": ("Tag", "read_tag"),
    "version": ("code_version",),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value
