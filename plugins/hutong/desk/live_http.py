"""The live part of the preview over HTTP: its script in pages as they are sent, and what it asks.

As at the review desk, only the machine itself may ask, and only pages of this very origin. Who
may not, gets the pages without the script.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Final, Protocol
from urllib.parse import parse_qs, urlsplit

from hutong.desk.live import Feed
from hutong.desk.live_notes import Waiting
from hutong.desk.review_http import (
    PREFIX as DESK,
)
from hutong.desk.review_http import (
    Rejected,
    Request,
    Response,
    require_this_machine,
)

PREFIX: Final = "/_live"
"""Every address of the live part begins so; no page of a site does."""
EVENTS: Final = f"{PREFIX}/events"
_JSON: Final = "application/json; charset=utf-8"
_SCRIPT: Final = "text/javascript; charset=utf-8"
_PAGE: Final = ("stream.js", "overlay.js", "page.js")
_WORKER: Final = ("stream.js", "worker.js")
_END: Final = re.compile(rb"</body\s*>", re.IGNORECASE)
_LINK: Final = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)


class Counts(Protocol):
    """Says how many notes wait for an editor on the article of a page."""

    def of(self, file: str) -> Waiting:
        """For one output file; whoever asks wants to hear of a later count, too."""


class Live:
    """Answers requests below ``PREFIX``; threads may share it."""

    def __init__(self, feed: Feed, counts: Counts | None = None) -> None:
        self.feed = feed
        self._counts = counts

    def allowed(self, request: Request, port: int) -> bool:
        """Whether this is our own page, or a person at this machine."""
        return _refused(request, port) is None

    def answer(self, request: Request, port: int) -> Response:
        """All but the stream, whose headers these are."""
        refused = _refused(request, port)
        if refused is not None:
            return _told(refused.status, refused.code, str(refused))
        parts = urlsplit(request.path)
        if parts.path == EVENTS:
            return Response(status=HTTPStatus.OK, body=b"", type="text/event-stream")
        if parts.path == f"{PREFIX}/page":
            return self._page("".join(parse_qs(parts.query).get("file", [])[:1]))
        scripts: dict[str, Callable[[], bytes]] = {
            f"{PREFIX}/live.js": page_script,
            f"{PREFIX}/worker.js": worker_script,
        }
        if parts.path in scripts:
            return Response(status=HTTPStatus.OK, body=scripts[parts.path](), type=_SCRIPT)
        return _told(HTTPStatus.NOT_FOUND, "address", f"there is nothing at {parts.path}")

    def injected(self, html: bytes, file: str, position: str) -> bytes:
        """The page with the script at its end.

        ``file`` is its path below the output, ``position`` the feed's before it was read.
        """
        tag = (
            f'<script src="{PREFIX}/live.js" defer data-since="{position}"'
            f' data-file="{_attribute(file)}" data-shape="{shape(html)}"></script>'
        ).encode()
        ends = [match.start() for match in _END.finditer(html)]
        at = ends[-1] if ends else len(html)
        return html[:at] + tag + html[at:]

    def _page(self, file: str) -> Response:
        waiting = self._counts.of(file) if self._counts else Waiting()
        link = f"{DESK}/#n-{waiting.first}" if waiting.first else f"{DESK}/"
        text = json.dumps({"notes": waiting.count, "link": link})
        return Response(status=HTTPStatus.OK, body=text.encode(), type=_JSON)


def since(request: Request) -> str:
    """What a page that asks for the stream knows: what it was told last, else its own age."""
    query = parse_qs(urlsplit(request.path).query)
    return request.headers.get("last-event-id", "") or "".join(query.get("since", [])[:1])


def shape(html: bytes) -> str:
    """A digest of a page without its stylesheet links: two pages of one shape differ in style."""
    plain = _LINK.sub(lambda match: b"<link>" if b"stylesheet" in match[0] else match[0], html)
    return hashlib.blake2b(plain, digest_size=12).hexdigest()


@cache
def page_script() -> bytes:
    """The program of pages: its words and style are in it, so that it comes in one piece."""
    words = json.dumps(json.loads(part("words.json")), ensure_ascii=False)
    version = hashlib.blake2b(worker_script(), digest_size=6).hexdigest()
    setup = (
        f"const WORDS = {words};\n"
        f"const STYLE = {json.dumps(part('overlay.css'), ensure_ascii=False)};\n"
        f'const WORKER = "{PREFIX}/worker.js?{version}";\n'
    )
    code = "\n".join(part(name) for name in _PAGE)
    return f'(() => {{\n"use strict";\n{setup}\n{code}\n}})();\n'.encode()


@cache
def worker_script() -> bytes:
    """The program that all tabs share: browsers open few connections to one server."""
    return ('"use strict";\n' + "\n".join(part(name) for name in _WORKER)).encode()


@cache
def part(name: str) -> str:
    """One file of the programs."""
    return files("hutong.desk").joinpath("live", name).read_text(encoding="utf-8")


def _refused(request: Request, port: int) -> Rejected | None:
    try:
        require_this_machine(request, port)
    except Rejected as error:
        return Rejected(error.status, error.code, "the live preview answers only at localhost")
    headers = request.headers
    origin = headers.get("origin")
    foreign = origin is not None and origin != f"http://{headers.get('host', '')}"
    navigated = headers.get("sec-fetch-mode") == "navigate"
    site = headers.get("sec-fetch-site", "none")
    if foreign or not (navigated or site in ("none", "same-origin")):
        return Rejected(HTTPStatus.FORBIDDEN, "origin", "only the preview's own pages may ask")
    return None


def _told(status: HTTPStatus, code: str, message: str) -> Response:
    text = json.dumps({"error": code, "message": message}, ensure_ascii=False)
    return Response(status=status, body=text.encode("utf-8", "backslashreplace"), type=_JSON)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
