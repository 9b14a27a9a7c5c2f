"""What one build works with: settings, options, the store, the theme, and what it knows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hutong.build.executor import default_jobs
from hutong.settings import HutongSettings

if TYPE_CHECKING:
    from hutong.build.ledger import Ledger
    from hutong.build.looking import Looked
    from hutong.build.parsing import Environment
    from hutong.build.remote.cluster import Cluster
    from hutong.build.render import Renderer
    from hutong.build.state import State
    from hutong.build.store import Store

Told = Callable[[str, int, int], None]
"""Hears how far a long work is: its name, how much is done, of how much."""


def _quiet(_name: str, _done: int, _count: int) -> None:
    """Nobody watches."""


def _silent(_line: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: in so many processes, or where ``executor`` says (``dask://HOST:PORT``).

    ``doubt`` trusts no stamp of a file, only its content; without ``remember`` the next build
    into this folder will know nothing of this one. ``changed`` is all that changed since the last
    build, from somebody who watches content, theme and settings. ``watch`` hears how far a long
    work is, ``tell`` gets lines for people.
    """

    jobs: int = field(default_factory=default_jobs)
    _: KW_ONLY
    doubt: bool = False
    remember: bool = True
    executor: str = ""
    changed: frozenset[Path] | None = None
    watch: Told = _quiet
    tell: Callable[[str], None] = _silent


class Clock:
    """Notes how long the parts of a build take."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self.parts: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """The part that ends now is called so."""
        now = time.perf_counter()
        self.parts[name] = self.parts.get(name, 0.0) + now - self._last
        self._last = now

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.perf_counter() - self._begun


@dataclass(frozen=True, slots=True)
class Books:
    """Where the seal and the state of builds into one folder are kept."""

    folder: Path
    seals: Ledger
    states: Ledger


@dataclass(slots=True)
class Memory:
    """What a process that builds again and again keeps; ``environment`` with what it is made of."""

    books: Books | None = None
    state: State | None = None
    environment: tuple[bytes, Environment] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a build works with; ``state`` is what the last build into the same folder knew."""

    settings: HutongSettings
    options: Options
    store: Store
    renderer: Renderer
    looked: Looked
    books: Books
    state: State | None
    clock: Clock
    memory: Memory = field(default_factory=Memory)
    cluster: Cluster | None = None


def store_folder(settings: HutongSettings) -> Path:
    """Where texts are kept."""
    return settings.cache / "store"
