"""The cache as a whole: how large it is, and what of it no build has used for a while."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.build.disk import explained
from hutong.build.rows import ROW, keys_of
from hutong.build.seal import read_seal, seal_ledger, state_ledger, states_folder
from hutong.build.session import store_folder
from hutong.build.stamps import walk
from hutong.build.state import output_of, read_state
from hutong.build.store import Store
from hutong.build.vault import locked, sweep
from hutong.settings import HutongSettings
from hutong.variants.kept import FOLDER as ENGINES
from hutong.variants.kept import prune_engines

KEEP_DAYS: Final = 14
"""Who comes back to a branch after two weeks can wait for a first build."""
_BY_TIME: Final = ("images", "templates")
"""Folders whose files are read and then touched, or cheap to make anew."""
_DAY: Final = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheReport:
    """Bytes in the cache before and after."""

    before: int
    after: int


def cache_size(settings: HutongSettings) -> int:
    """Bytes in the cache."""
    if not settings.cache.is_dir():
        return 0
    return sum(stamp[0] for stamp in walk(settings.cache).files.values())


def prune_cache(settings: HutongSettings, *, days: int = KEEP_DAYS) -> CacheReport:
    """Forget what no build has used for ``days``, and builds into folders that are gone.

    :raises CannotRun: when the disk refuses.
    """
    before = cache_size(settings)
    now = time.time()
    with locked(settings.cache, told=lambda _: None), explained(settings.cache):
        wanted: set[bytes] = set()
        for folder in _states(settings.cache):
            output = output_of(folder)
            state = read_state(state_ledger(folder), read_seal(seal_ledger(folder)))
            if state is None or output is None or not output.is_dir():
                shutil.rmtree(folder)
            else:
                wanted.add(state.ground)
                # Nothing is known of rows that other code has made.
                with suppress(ValueError):
                    wanted.update(keys_of(map(ROW.decode, state.rows.values())))
        Store(store_folder(settings)).prune(wanted, keep_days=days, now=now)
        for name in _BY_TIME:
            _prune_files(settings.cache / name, now - days * _DAY)
        prune_engines(settings.cache / ENGINES, days)
        for folder in (settings.cache, *_states(settings.cache)):
            sweep(folder, now=now)
    return CacheReport(before=before, after=cache_size(settings))


def _states(cache: Path) -> list[Path]:
    folder = states_folder(cache)
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _prune_files(folder: Path, oldest: float) -> None:
    if not folder.is_dir():
        return
    for path in walk(folder).files:
        file = folder / path
        if file.stat().st_mtime < oldest:
            file.unlink()
    for path in sorted(walk(folder).folders, reverse=True):
        with suppress(OSError):  # it is not empty
            (folder / path).rmdir()
