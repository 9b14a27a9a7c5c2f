"""The server of the preview: its files, the review desk, and pages that hear of builds."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import unquote, urlsplit

from hutong.desk.live import Feed
from hutong.desk.live_http import EVENTS, Live, part, since
from hutong.desk.live_http import PREFIX as LIVE
from hutong.desk.review_http import PREFIX, Request, Response, ReviewDesk

_PATIENCE: Final = 5
"""Seconds for which the rest of a refused body is read."""
_MOST_DROPPED: Final = 16 * 1024 * 1024
_PIECE: Final = 64 * 1024
_HTML: Final = "text/html; charset=utf-8"
_LONGEST: Final = 255
"""Characters of a name; file systems take so many bytes, or fewer."""
_DESK_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the preview as a web server would, with the review desk and live pages.

    Missing pages get the site's own 404 page, and nothing is cached.
    """

    timeout = 60
    """Seconds that a browser may take over a request."""

    def __init__(
        self,
        *args: Any,
        desk: ReviewDesk | None = None,
        live: Live | None = None,
        **kwargs: Any,
    ) -> None:
        self._desk = desk
        self._live = live
        self._body_read = False
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """A file of the preview, or what the desk or a live page wants."""
        if not self._beside() and not self._refused():
            super().do_GET()

    def do_HEAD(self) -> None:
        """The same without the body."""
        if not self._beside() and not self._refused():
            super().do_HEAD()

    def do_POST(self) -> None:
        """Something to save at the desk."""
        if not self._reviewed():
            super().send_error(HTTPStatus.METHOD_NOT_ALLOWED)
        if not self._body_read:
            self._drop_body()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """A page with the live script in it; all else as it lies on disk."""
        file = self._page_file()
        if file is None:
            return super().send_head()
        position = self._live.feed.position if self._live else ""
        try:
            html = file.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        html = self._injected(html, file, position)
        self._send_headers(HTTPStatus.OK, _HTML, len(html))
        return io.BytesIO(html)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's 404 page for what is not there; before the first build, word that it comes."""
        page = Path(self.directory) / "404.html"
        position = self._live.feed.position if self._live else ""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
        elif page.is_file():
            self._send(HTTPStatus(code), _HTML, self._injected(page.read_bytes(), page, position))
        elif self._live and self._live.allowed(self._request(), self._port()):
            html = self._injected(part("waiting.html").encode(), page, position)
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, _HTML, html, {"Retry-After": "5"})
        else:
            super().send_error(code, message, explain)

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002  # the base's name
        """No web server lists the site's folders."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def _refused(self) -> bool:
        """Answer what names no page: hidden files, and names that no file can have."""
        parts = unquote(urlsplit(self.path).path).split("/")
        odd = any(
            part.startswith(".") or "\0" in part or len(part.encode()) > _LONGEST for part in parts
        )
        if odd:
            self.send_error(HTTPStatus.NOT_FOUND)
        return odd

    def end_headers(self) -> None:
        """Tell browsers to ask again each time."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
        """Say nothing: the terminal is for problems."""

    def _page_file(self) -> Path | None:
        """The HTML file that is asked for, if it is one; the base deals with all else."""
        file = Path(self.translate_path(self.path))
        slash = urlsplit(self.path).path.endswith("/")
        if slash and file.is_dir():
            file /= "index.html"
        elif slash:
            return None
        return file if file.suffix.lower() in (".html", ".htm") and file.is_file() else None

    def _injected(self, html: bytes, file: Path, position: str) -> bytes:
        if self._live is None or not self._live.allowed(self._request(), self._port()):
            return html
        return self._live.injected(html, file.relative_to(self.directory).as_posix(), position)

    def _beside(self) -> bool:
        """Answer at the desk's addresses and the live ones; False for all others."""
        return self._reviewed() or self._told_live()

    def _at(self, prefix: str) -> bool:
        return f"{self.path}/".startswith((f"{prefix}/", f"{prefix}?"))

    def _request(self) -> Request:
        return Request(
            method=self.command,
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            client=str(self.client_address[0]),
            read=self._read_body,
        )

    def _port(self) -> int:
        return int(self.connection.getsockname()[1])

    def _reviewed(self) -> bool:
        if self._desk is None or not self._at(PREFIX):
            return False
        self._answer(self._desk.answer(self._request(), self._port()))
        return True

    def _told_live(self) -> bool:
        if self._live is None or not self._at(LIVE):
            return False
        request = self._request()
        response = self._live.answer(request, self._port())
        if response.status == HTTPStatus.OK and urlsplit(self.path).path == EVENTS:
            self._stream(self._live.feed, request, response)
        else:
            self._answer(response)
        return True

    def _stream(self, feed: Feed, request: Request, response: Response) -> None:
        """Events until the browser has gone, which is no error, or the server stops."""
        self._send_headers(response.status, response.type, None, _DESK_HEADERS)
        if self.command == "HEAD":
            return
        with contextlib.suppress(OSError):
            feed.stream(self.connection, self.wfile.write, since(request))

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
        self._send_headers(status, kind, len(data), headers)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_headers(
        self,
        status: HTTPStatus,
        kind: str,
        length: int | None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()


class PreviewServer(ThreadingHTTPServer):
    """Ends its streams of events when it is shut down."""

    def __init__(
        self, address: tuple[str, int], handler: Callable[..., Any], feed: Feed | None
    ) -> None:
        self._feed = feed
        super().__init__(address, handler)

    def shutdown(self) -> None:
        """Take no more requests, and end those that would last."""
        if self._feed:
            self._feed.close()
        super().shutdown()
