"""What the site tests need besides the built site: validators, a server, a browser."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.site.demo import Demo

NODE_MODULES = Path(__file__).resolve().parent.parent / "tools" / "node_modules"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without talking about it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
        """Say nothing: a test that fails says enough."""


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the npm tools; make test fills it."""
    if not NODE_MODULES.is_dir():
        pytest.fail("tests/tools/node_modules is missing: run `make test`, or npm ci there")
    return NODE_MODULES


@pytest.fixture(scope="session")
def server(demo: Demo) -> Iterator[str]:
    """The demo site served on this machine; yields the address of its front page's folder."""
    handler = partial(Quiet, directory=str(demo.root))
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}{demo.base}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def chromium() -> str:
    """The path of a Chromium on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not path:
        pytest.fail("no Chromium found: run `make test`, or name one in CHROMIUM")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, the system's own."""
    with sync_playwright() as playwright:
        # Containers give neither user namespaces nor a large /dev/shm.
        flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        running = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield running
        running.close()
