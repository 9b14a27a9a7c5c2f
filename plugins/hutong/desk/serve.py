"""Preview: build, serve on this machine, build again whenever a file changes."""

from __future__ import annotations

import contextlib
import functools
import socket
import sys
import threading
import time
import traceback
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from watchfiles import watch

from hutong.build.site import build_site
from hutong.desk.report import print_build, print_error
from hutong.desk.review_data import ReviewData
from hutong.desk.review_http import PREFIX, Request, Response, ReviewDesk
from hutong.desk.review_notes import review_or_problems
from hutong.desk.review_page import review_page
from hutong.desk.review_save import Desk
from hutong.desk.settings_file import settings_from
from hutong.errors import CannotRun, HutongError

_POLL: Final = 0.1
"""Seconds until a stopped server notices."""
_PATIENCE: Final = 5
"""Seconds for which the rest of a refused body is read."""
_MOST_DROPPED: Final = 16 * 1024 * 1024
_PIECE: Final = 64 * 1024
_DESK_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


class PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the preview as a web server would, and the review desk beside it.

    Missing pages get the site's own 404 page, and nothing is cached.
    """

    timeout = 60
    """Seconds that a browser may take over a request."""

    def __init__(self, *args: Any, desk: ReviewDesk | None = None, **kwargs: Any) -> None:
        self._desk = desk
        self._body_read = False
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """A file of the preview, or a page of the desk."""
        if not self._reviewed():
            super().do_GET()

    def do_HEAD(self) -> None:
        """The same without the body."""
        if not self._reviewed():
            super().do_HEAD()

    def do_POST(self) -> None:
        """Something to save at the desk."""
        if not self._reviewed():
            super().send_error(HTTPStatus.METHOD_NOT_ALLOWED)
        if not self._body_read:
            self._drop_body()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's 404 page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self._send(HTTPStatus(code), "text/html; charset=utf-8", page.read_bytes())

    def end_headers(self) -> None:
        """Tell browsers to ask again each time."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
        """Say nothing: the terminal is for problems."""

    def _reviewed(self) -> bool:
        """Answer at the desk's addresses; False for all others."""
        if self._desk is None or not f"{self.path}/".startswith((f"{PREFIX}/", f"{PREFIX}?")):
            return False
        request = Request(
            method=self.command,
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            client=str(self.client_address[0]),
            read=self._read_body,
        )
        port = int(self.connection.getsockname()[1])
        self._answer(self._desk.answer(request, port))
        return True

    def _read_body(self, count: int) -> bytes:
        self._body_read = True
        return self.rfile.read(count)

    def _drop_body(self) -> None:
        """Read and forget a body that nobody wanted: who still sends it could not read why."""
        until = time.monotonic() + _PATIENCE
        left = _MOST_DROPPED
        with contextlib.suppress(OSError):  # the browser has gone, or takes too long
            self.connection.shutdown(socket.SHUT_WR)
            while left > 0 and (wait := until - time.monotonic()) > 0:
                self.connection.settimeout(wait)
                piece = self.connection.recv(min(left, _PIECE))
                if not piece:
                    break
                left -= len(piece)

    def _answer(self, response: Response) -> None:
        headers = dict(_DESK_HEADERS)
        if response.location:
            headers["Location"] = response.location
        self._send(response.status, response.type, response.body, headers)

    def _send(
        self, status: HTTPStatus, kind: str, data: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def serve(conf: Path, host: str, port: int) -> None:
    """Serve until interrupted; problems are told and the last good pages stay.

    :raises CannotRun: if the settings are wrong or the port is taken.
    """
    address = f"http://{host}:{port}"
    settings = settings_from(conf, SITEURL=address)
    output = settings.cache / "preview"
    output.mkdir(parents=True, exist_ok=True)
    desk = review_desk(conf, address)
    server = start(host, port, output, desk)
    rebuild(conf, address, output)
    print(f"serving {address}/ - stop with Ctrl-C")
    print(f"conversion notes at http://localhost:{port}{PREFIX}/")
    try:
        for _ in watch(settings.content, settings.theme, conf, raise_interrupt=False):
            desk.changed()
            rebuild(conf, address, output)
    finally:
        server.shutdown()


def review_desk(conf: Path, address: str) -> ReviewDesk:
    """The desk for the content that the settings file names.

    :raises CannotRun: if the settings are wrong.
    """
    settings = settings_from(conf, SITEURL=address)

    def look() -> ReviewData:
        return review_or_problems(settings_from(conf, SITEURL=address))

    desk = Desk(settings.content, [one.tag for one in settings.variants])
    return ReviewDesk(desk, look, functools.partial(review_page, settings=settings))


def start(host: str, port: int, output: Path, desk: ReviewDesk | None) -> ThreadingHTTPServer:
    """A server that runs beside, until its ``shutdown``.

    :raises CannotRun: if the port is taken.
    """
    handler = functools.partial(PreviewHandler, directory=str(output), desk=desk)
    try:
        server = ThreadingHTTPServer((host, port), handler)
    except OSError as error:
        message = f"cannot listen on http://{host}:{port} ({error.strerror}); choose another --port"
        raise CannotRun(message) from error
    threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True).start()
    return server


def rebuild(conf: Path, address: str, output: Path) -> None:
    """Build the preview once; whatever is wrong is told, not raised: the server goes on."""
    try:
        print_build(build_site(settings_from(conf, SITEURL=address, OUTPUT_PATH=str(output))))
    except HutongError as error:
        print_error(error)
    except OSError as error:
        print(f"hutong: the preview could not be built ({error})", file=sys.stderr)
    except Exception:  # noqa: BLE001  # an editor goes on working, and we want to hear of it
        traceback.print_exc()
        message = "hutong: this is a fault of Hutong, please report it; the preview stays as it was"
        print(message, file=sys.stderr)
