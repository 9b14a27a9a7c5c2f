"""Preview: build, serve on this machine, build again whenever a file changes."""

from __future__ import annotations

import functools
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

from hutong.build.site import build_site
from hutong.desk.report import print_build, print_error
from hutong.desk.settings_file import settings_from
from hutong.errors import CannotRun, HutongError


class PreviewHandler(SimpleHTTPRequestHandler):
    """Serves the preview as a web server would: the site's own 404 page, nothing cached."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's 404 page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def end_headers(self) -> None:
        """Tell browsers to ask again each time."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
        """Say nothing: the terminal is for problems."""


def serve(conf: Path, host: str, port: int) -> None:
    """Serve until interrupted; problems are told and the last good pages stay.

    :raises CannotRun: if the settings are wrong or the port is taken.
    """
    address = f"http://{host}:{port}"
    settings = settings_from(conf, SITEURL=address)
    output = settings.cache / "preview"
    output.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(PreviewHandler, directory=str(output))
    try:
        server = ThreadingHTTPServer((host, port), handler)
    except OSError as error:
        message = f"cannot listen on {address} ({error.strerror}); choose another --port"
        raise CannotRun(message) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rebuild(conf, address, output)
    print(f"serving {address}/ - stop with Ctrl-C")
    try:
        for _ in watch(settings.content, settings.theme, conf, raise_interrupt=False):
            rebuild(conf, address, output)
    finally:
        server.shutdown()


def rebuild(conf: Path, address: str, output: Path) -> None:
    """Build the preview once; whatever is wrong is told, not raised."""
    try:
        print_build(build_site(settings_from(conf, SITEURL=address, OUTPUT_PATH=str(output))))
    except HutongError as error:
        print_error(error)
