"""What made the site besides its content: our code, libraries, Python, settings and theme."""

from __future__ import annotations

import dataclasses
import functools
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from hutong.build.callables import named
from hutong.build.digests import digest
from hutong.build.stamps import stamp_of, walk
from hutong.settings import HutongSettings

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_READING: Final = (
    "build/briefs.py", "build/digests.py", "build/findings.py", "build/linking.py",
    "build/mentions.py", "build/parsing.py", "build/places.py", "build/reader.py", "build/rows.py",
    "build/sheets.py", "build/texts.py", "human.py", "lined_yaml.py", "markup.py", "model.py",
    "near.py", "register", "source",
)  # fmt: skip
"""What of the package decides what a content file says."""
_GROUND: Final = ("build/ground.py", "build/names.py", "build/rules.py", "build/scan.py",
                  "decisions.py", "taxonomy.py")  # fmt: skip
"""What decides what all else says."""
_READING_LIBRARIES: Final = (
    "hanzidentifier", "markdown", "msgspec", "nh3", "pydantic", "pydantic_core", "pyyaml", "zhon",
)  # fmt: skip
_LIBRARIES: Final = (
    *_READING_LIBRARIES, "babel", "icalendar", "jinja2", "lxml", "markupsafe", "networkx", "numpy",
    "opencc", "pillow", "rapidfuzz", "tzdata",
)  # fmt: skip


@functools.cache
def reading_code() -> bytes:
    """The digest of all that reads content files."""
    return _code(_READING, _READING_LIBRARIES)


@functools.cache
def ground_code() -> bytes:
    """The digest of all that reads what stands around documents, and names it."""
    return _code(_GROUND, _LIBRARIES)


@functools.cache
def page_code() -> bytes:
    """The digest of all that makes pages."""
    return _code(("",), _LIBRARIES)


def inputs_stamp(settings: HutongSettings) -> bytes:
    """A digest of stamps of everything but content and output: cheap, and different too often."""
    own, theme = package_stamp(), _folder_stamp(settings.theme)
    return digest(settings_digest(settings), sys.version.encode(), own, theme)


@functools.cache
def package_stamp() -> bytes:
    """A digest of stamps of our code and its libraries, as this process has met them."""
    return digest(_folder_stamp(_PACKAGE), *_versions(_LIBRARIES))


def is_outdated() -> bool:
    """Whether our code is no longer that which this process runs."""
    return package_stamp.__wrapped__() != package_stamp()


def _folder_stamp(folder: Path) -> bytes:
    found = walk(folder)
    files = (
        f"{path}{stamp}".encode()
        for path, stamp in sorted(found.files.items())
        if "__pycache__" not in path
    )
    others = (f"{path}{_led_to(folder / path)}".encode() for path in sorted(found.others))
    return digest(*files, *others)


def _led_to(link: Path) -> str:
    """The stamps of what a link leads to."""
    try:
        return str(sorted(walk(link).files.items()) if link.is_dir() else stamp_of(link.stat()))
    except OSError:
        return "nowhere"


def settings_digest(settings: HutongSettings, *, less: Iterable[str] = ()) -> bytes:
    """The digest of all settings but those named, and but where the project lies and the time.

    A ``now`` that was set counts. Filters and globals count as :mod:`~.callables` tells them apart.
    """
    left_out = {"project", "content", "theme", "cache", "output", *less}
    if not settings.now_is_set:
        left_out.add("now")
    parts: list[bytes] = []
    for field in dataclasses.fields(settings):
        if field.name in left_out:
            continue
        value = getattr(settings, field.name)
        if isinstance(value, Mapping):
            parts += (f"{name}={named(one)}".encode() for name, one in sorted(value.items()))
        else:
            shown = sorted(value) if isinstance(value, frozenset) else value
            parts.append(f"{field.name}={shown!r}".encode())
    return digest(*parts)


def _code(parts: Iterable[str], libraries: Iterable[str]) -> bytes:
    found = [sys.version.encode(), *_versions(libraries)]
    for part in parts:
        top = _PACKAGE / part
        paths = sorted(walk(top).files) if top.is_dir() else [""]
        for path in paths:
            if "__pycache__" not in path:
                found += [path.encode(), (top / path).read_bytes() if path else top.read_bytes()]
    return digest(*found)


def _versions(libraries: Iterable[str]) -> list[bytes]:
    """``jinja2-3.1.6.dist-info`` of each library, as its folder beside the others is called."""
    wanted = tuple(f"{name}-" for name in libraries)
    names: set[str] = set()
    for folder in sys.path:
        try:
            names.update(entry.name for entry in os.scandir(folder or "."))
        except OSError:
            continue
    found = (name for name in names if name.endswith((".dist-info", ".egg-info")))
    return sorted(name.encode() for name in found if name.lower().startswith(wanted))
