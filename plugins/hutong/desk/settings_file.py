"""Read ``pelicanconf.py`` or ``publishconf.py`` without starting Pelican."""

from __future__ import annotations

import hashlib
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from hutong.errors import CannotRun
from hutong.settings import HutongSettings, read_settings

_NOT_OWN: Final = frozenset({
    "__main__", "hutong", "pelican_hutong", "tasks", "pelicanconf", "publishconf", "tests", "bench",
})  # fmt: skip
"""What may lie in a project's folder and is no module of its settings, or counts by itself."""
_LIBRARIES: Final = "/site-packages/"


def settings_from(file: Path, **overrides: Any) -> HutongSettings:
    """The settings in ``file``; overrides that are None do not count.

    As in Pelican, relative paths are meant from the settings file's own folder.

    :raises CannotRun: if the file cannot be read or run, or holds wrong settings.
    """
    file = file.resolve()
    if not file.is_file():
        message = f"there is no settings file {file}; run this in the project's folder"
        raise CannotRun(message)
    found = _run(file)
    settings = {key: value for key, value in found.items() if key.isupper()}
    settings.update({key: value for key, value in overrides.items() if value is not None})
    return read_settings(settings, project=file.parent, modules=own_modules(file.parent))


_imported: dict[Path, frozenset[str]] = {}
"""The project's own modules that a settings file imported when it was last run."""


def _run(file: Path) -> dict[str, Any]:
    """What a settings file defines; its project's own modules are imported as they are now."""
    for name in _imported.pop(file, ()):
        sys.modules.pop(name, None)
    path, modules = list(sys.path), frozenset(sys.modules)
    sys.path.insert(0, str(file.parent))
    try:
        return runpy.run_path(str(file))
    except Exception as error:  # a settings file may raise anything
        message = f"{file.name} cannot be run: {type(error).__name__}: {error}; mend it"
        raise CannotRun(message) from error
    finally:
        sys.path[:] = path
        own = (name for name, _ in _own(file.parent))
        _imported[file] = frozenset(own) - modules


def own_modules(project: Path) -> tuple[tuple[str, str], ...]:
    """The SHA-256 of each module of the project's own that is loaded, by name, in hex."""
    return tuple(
        (name, hashlib.sha256(source.read_bytes()).hexdigest())
        for name, source in sorted(_own(project))
    )


def _own(project: Path) -> Iterator[tuple[str, Path]]:
    """Names and sources of loaded modules that lie in the project."""
    for name, module in list(sys.modules.items()):
        source = getattr(module, "__file__", None)
        if (
            source
            and source.startswith(f"{project}/")
            and name.partition(".")[0] not in _NOT_OWN
            and _LIBRARIES not in source
            and Path(source).is_file()
        ):
            yield name, Path(source)
