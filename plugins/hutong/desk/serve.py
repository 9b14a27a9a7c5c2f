"""Preview: build, serve on this machine, build again whenever a file changes."""

from __future__ import annotations

import contextlib
import functools
import signal
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Final

from hutong.build.site import Builder as SiteBuilder
from hutong.desk.live import Feed
from hutong.desk.live_builds import Builder, Changes, Preview, Watchers
from hutong.desk.live_http import Live
from hutong.desk.live_notes import Counting, NoteCounter
from hutong.desk.preview_http import PreviewHandler, PreviewServer
from hutong.desk.review_data import ReviewData
from hutong.desk.review_http import PREFIX, ReviewDesk
from hutong.desk.review_notes import review_or_problems
from hutong.desk.review_page import review_page
from hutong.desk.review_save import Desk
from hutong.desk.settings_file import settings_from
from hutong.errors import CannotRun, HutongError
from hutong.settings import HutongSettings

_POLL: Final = 0.1
"""Seconds until a stopped server notices."""


def serve(conf: Path, host: str, port: int) -> None:
    """Serve until interrupted or terminated; problems are told and the last good pages stay.

    :raises CannotRun: if the settings are wrong, the port is taken, or nothing can be watched.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    session = Session(conf, host, port)
    try:
        session.run()
    except KeyboardInterrupt:
        print()
    finally:
        session.close()


class Session:
    """One run of the preview: its server, what watches and counts, and what builds.

    :raises CannotRun: if the settings are wrong or the port is taken.
    """

    def __init__(self, conf: Path, host: str, port: int, builder: Builder | None = None) -> None:
        self._conf = conf
        self._address = f"http://{host}:{port}"
        self._desk_address = f"http://localhost:{port}{PREFIX}/"
        settings = self._settings()
        output = settings.cache / "preview"
        output.mkdir(parents=True, exist_ok=True)
        self.feed, self.changes = Feed(), Changes()
        self._counting = Counting(conf, self._address)
        self._counter = NoteCounter(self._counting, self.feed.counted)
        self._desk = review_desk(conf, self._address)
        self._preview = Preview(builder or make_builder(conf, self._address, output), self.feed)
        live = Live(self.feed, self._counter)
        self._server = start(host, port, output, self._desk, live)
        self._watchers = Watchers(self.changes, conf)
        self._watchers.follow(settings)

    def run(self) -> None:
        """Build, and again after every change.

        :raises CannotRun: if nothing can be watched.
        """
        self._build(None)
        print(f"serving {self._address}/ - stop with Ctrl-C")
        print(f"conversion notes at {self._desk_address}", flush=True)
        while True:
            changed = self.changes.take()
            self._desk.changed()
            if changed is None:
                self._follow()
            self._build(changed)

    def close(self) -> None:
        """Stop all that runs beside."""
        self._watchers.stop()
        self._counter.close()
        self._counting.close()
        self._server.shutdown()
        self._server.server_close()

    def _build(self, changed: frozenset[Path] | None) -> None:
        # While there are problems, the notes counted before them are the best there are.
        if self._preview.build(changed):
            self._counter.changed()

    def _settings(self) -> HutongSettings:
        return settings_from(self._conf, SITEURL=self._address)

    def _follow(self) -> None:
        """Watch the folders that changed settings name; wrong ones were told by the build."""
        with contextlib.suppress(HutongError):
            self._watchers.follow(self._settings())


def make_builder(conf: Path, address: str, output: Path) -> Builder:
    """What builds the preview, with the settings as they are at each build."""

    def settings() -> HutongSettings:
        return settings_from(conf, SITEURL=address, OUTPUT_PATH=str(output))

    return SiteBuilder(settings)


def review_desk(conf: Path, address: str) -> ReviewDesk:
    """The desk for the content that the settings file names.

    :raises CannotRun: if the settings are wrong.
    """
    settings = settings_from(conf, SITEURL=address)

    def look() -> ReviewData:
        return review_or_problems(settings_from(conf, SITEURL=address))

    desk = Desk(settings.content, [one.tag for one in settings.variants])
    return ReviewDesk(desk, look, functools.partial(review_page, settings=settings))


def start(
    host: str, port: int, output: Path, desk: ReviewDesk | None, live: Live | None = None
) -> ThreadingHTTPServer:
    """A server that runs beside, until its ``shutdown``.

    :raises CannotRun: if the port is taken.
    """
    handler = functools.partial(PreviewHandler, directory=str(output), desk=desk, live=live)
    try:
        server = PreviewServer((host, port), handler, live.feed if live else None)
    except OverflowError as error:
        raise CannotRun(f"there is no port {port}; choose one from 1 to 65535") from error
    except OSError as error:
        message = f"cannot listen on http://{host}:{port} ({error.strerror}); choose another --port"
        raise CannotRun(message) from error
    threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True).start()
    return server
