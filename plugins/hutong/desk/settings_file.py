"""Read ``pelicanconf.py`` or ``publishconf.py`` without starting Pelican."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

from hutong.errors import CannotRun
from hutong.settings import HutongSettings, read_settings


def settings_from(file: Path, **overrides: Any) -> HutongSettings:
    """The settings in ``file``; overrides that are None do not count.

    As in Pelican, relative paths are meant from the settings file's own folder.

    :raises CannotRun: if the file cannot be read or run, or holds wrong settings.
    """
    file = file.resolve()
    if not file.is_file():
        message = f"there is no settings file {file}; run this in the project's folder"
        raise CannotRun(message)
    before = list(sys.path)
    sys.path.insert(0, str(file.parent))
    try:
        found = runpy.run_path(str(file))
    except Exception as error:  # a settings file may raise anything
        message = f"{file.name} cannot be run: {type(error).__name__}: {error}; mend it"
        raise CannotRun(message) from error
    finally:
        sys.path[:] = before
    settings = {key: value for key, value in found.items() if key.isupper()}
    settings.update({key: value for key, value in overrides.items() if value is not None})
    return read_settings(settings, project=file.parent)
