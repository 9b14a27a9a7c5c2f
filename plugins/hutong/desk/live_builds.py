"""Build the preview again and again: one build at a time, the last save always built."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol

from watchfiles import Change, watch
from watchfiles.main import FileChange

from hutong.build.site import BuildReport
from hutong.desk.live import Failure, Feed
from hutong.desk.report import print_build, print_error
from hutong.errors import CannotRun, ContentError, HutongError
from hutong.settings import HutongSettings

STEP: Final = 20
"""Milliseconds without a further change after which changes are taken up."""
DEBOUNCE: Final = 200
"""Milliseconds after which they are taken up anyhow."""
_LOOK: Final = 0.5
"""Seconds between looks whether a watcher has failed or somebody wants to stop."""

_IGNORED: Final = (".", "~")
_IGNORED_ENDS: Final = ("~", ".swp", ".tmp")


class Builder(Protocol):
    """What makes the site, and may remember what it knows of it."""

    def build(self, changed: frozenset[Path] | None) -> BuildReport:
        """Build; ``changed`` holds what changed since the last build that came about.

        None: look at everything.
        """


class Changes:
    """What changed and is not built yet; watchers add to it, the builder takes all at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._paths: set[Path] = set()
        self._everything = False
        self._error: HutongError | None = None

    def add(self, paths: Iterable[Path]) -> None:
        """Some files or folders changed."""
        with self._changed:
            self._paths.update(paths)
            self._changed.notify_all()

    def add_everything(self) -> None:
        """Anything may have changed."""
        with self._changed:
            self._everything = True
            self._changed.notify_all()

    def stop(self, error: HutongError) -> None:
        """There is no more watching."""
        with self._changed:
            self._error = error
            self._changed.notify_all()

    def take(self) -> frozenset[Path] | None:
        """Wait for changes and take them; None stands for everything.

        :raises HutongError: if there is no more watching.
        """
        with self._changed:
            # With a limit, so that Ctrl-C gets through on every system.
            while not (self._paths or self._everything or self._error):
                self._changed.wait(_LOOK)
            if self._error:
                raise self._error
            taken = None if self._everything else frozenset(self._paths)
            self._paths.clear()
            self._everything = False
            return taken


class Preview:
    """Builds, and tells the terminal and the feed what came of it."""

    def __init__(self, builder: Builder, feed: Feed) -> None:
        self._builder = builder
        self._feed = feed
        self._unbuilt: frozenset[Path] | None = None

    def build(self, changed: frozenset[Path] | None) -> bool:
        """Build once; whatever is wrong is told, not raised: the server goes on.

        What a failed build did not take up counts as changed for the next.
        """
        both = None if changed is None or self._unbuilt is None else changed | self._unbuilt
        try:
            report = self._builder.build(both)
        except HutongError as error:
            # What is wrong with the content is found before anything is touched.
            self._unbuilt = both if isinstance(error, ContentError) else None
            self._feed.failed(_failure(error))
            print_error(error)
        except OSError as error:
            self._unbuilt = None
            message = f"the preview could not be built ({error})"
            self._feed.failed(Failure(kind="cannot", text=message))
            print(f"hutong: {message}", file=sys.stderr)
        except Exception as error:  # noqa: BLE001  # an editor goes on working, and we want to hear of it
            self._unbuilt = None
            self._fault(error)
        else:
            self._unbuilt = frozenset()
            self._feed.built(report.written, report.removed)
            print_build(report)
            return True
        return False

    def _fault(self, error: Exception) -> None:
        self._feed.failed(Failure(kind="fault", text=f"{type(error).__name__}: {error}"))
        traceback.print_exc()
        message = "hutong: this is a fault of Hutong, please report it; the preview stays as it was"
        print(message, file=sys.stderr)


def _failure(error: HutongError) -> Failure:
    if isinstance(error, ContentError):
        return Failure(kind="problems", problems=error.problems)
    return Failure(kind="cannot", text=str(error))


def is_read(_: Change, path: str) -> bool:
    """Whether a build may read it: not what editors' programs put beside a file while saving."""
    name = Path(path).name
    return not (name.startswith(_IGNORED) or name.endswith(_IGNORED_ENDS))


def is_setting(change: Change, path: str) -> bool:
    """The project's own Python files: the settings, and what they may import."""
    return path.endswith(".py") and is_read(change, path)


class Watchers:
    """Watches content, theme and settings in threads of their own until stopped."""

    def __init__(self, changes: Changes, conf: Path) -> None:
        self._changes = changes
        # Many programs save a file by putting a new one in its place: a watch on the old one
        # would hear of nothing more, so it is the folder that is watched.
        self._project = conf.resolve().parent
        self._folders: tuple[Path, ...] = ()
        self._stop = threading.Event()

    def follow(self, settings: HutongSettings) -> None:
        """Watch what ``settings`` name, in place of what they named before."""
        folders = (settings.content, settings.theme)
        if folders == self._folders:
            return
        if self._folders:  # what was saved before the new ones are watched is looked for
            self._changes.add_everything()
        self.stop()
        self._folders, self._stop = folders, threading.Event()
        for target, some in ((self._content, folders), (self._settings, (self._project,))):
            arguments = (target, some, self._stop)
            threading.Thread(target=self._kept, args=arguments, daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()

    def _kept(
        self,
        watching: Callable[[tuple[Path, ...], threading.Event], None],
        folders: tuple[Path, ...],
        stop: threading.Event,
    ) -> None:
        try:
            watching(folders, stop)
        except Exception as error:  # noqa: BLE001  # watchfiles has errors of many kinds
            where = " and ".join(map(str, folders))
            mend = "check that it is there, and the system's limit of watches (fs.inotify)"
            self._changes.stop(CannotRun(f"cannot watch {where} ({error}); {mend}"))

    def _content(self, folders: tuple[Path, ...], stop: threading.Event) -> None:
        for found in _watch(folders, stop, is_read, recursive=True):
            self._changes.add(Path(path) for _, path in found)

    def _settings(self, folders: tuple[Path, ...], stop: threading.Event) -> None:
        for _ in _watch(folders, stop, is_setting, recursive=False):
            self._changes.add_everything()


def _watch(
    folders: tuple[Path, ...],
    stop: threading.Event,
    wanted: Callable[[Change, str], bool],
    *,
    recursive: bool,
) -> Iterator[set[FileChange]]:
    return watch(
        *folders,
        watch_filter=wanted,
        debounce=DEBOUNCE,
        step=STEP,
        stop_event=stop,
        raise_interrupt=False,
        recursive=recursive,
    )
