"""The review desk over HTTP, for the person at this machine: pages out, decisions in.

Only the machine itself may ask (loopback address and name, so that no other site can reach the
desk under a name of its own), and only our own page may save: same origin, the page's token,
JSON. What is refused says why, as JSON.
"""

from __future__ import annotations

import ipaddress
import json
import secrets
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from hutong.decisions import Decision
from hutong.desk.review_data import ReviewData
from hutong.desk.review_save import Desk, NewTerm, Refused
from hutong.errors import HutongError

PREFIX: Final = "/_review"
"""Every address of the desk begins so; no page of a site does."""
MAX_BODY: Final = 1024 * 1024
_JSON: Final = "application/json; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a browser asks. ``headers`` has small letters for keys; ``client`` is an address.

    ``read`` reads that many bytes of the body, once the rest of the request was found good.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    client: str
    read: Callable[[int], bytes] = lambda _count: b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What it gets."""

    status: HTTPStatus
    body: bytes
    type: str = _JSON
    location: str = ""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Place(_Strict):
    path: str
    variant: str
    sentence: str
    at: int
    before: str


class _Choice(_Place):
    choice: str
    note: str = ""


class _Decisions(_Strict):
    add: list[_Choice] = []
    remove: list[_Place] = []


class _Term(_Strict):
    topic: str
    forms: dict[str, str]
    note: str = ""


class Rejected(Exception):
    """A request that is not answered as asked."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        self.status = status
        self.code = code
        super().__init__(message)


class ReviewDesk:
    """Answers requests below ``PREFIX``; threads may share it.

    ``look`` makes the data anew, ``page`` turns it and the token into HTML. ``look`` is asked
    when somebody wants to see the desk and something changed since.
    """

    def __init__(
        self,
        desk: Desk,
        look: Callable[[], ReviewData],
        page: Callable[[ReviewData, str], str],
    ) -> None:
        self.token = secrets.token_urlsafe(24)
        self._desk = desk
        self._look = look
        self._page = page
        self._lock = threading.Lock()
        self._data: tuple[int, ReviewData] | None = None
        self._generation = 0

    def changed(self) -> None:
        """Content or settings changed: look again the next time somebody asks."""
        self._generation += 1  # nobody waits here while another looks

    def answer(self, request: Request, port: int) -> Response:
        """Answer one request that came in on ``port``; whatever goes wrong is an answer too."""
        try:
            return self._answer(request, port)
        except Rejected as error:
            return _refusal(error.status, error.code, str(error))
        except Refused as error:
            return _refusal(HTTPStatus.CONFLICT, error.code, str(error))
        except (HutongError, OSError) as error:
            return _refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "site", str(error))
        except Exception as error:  # noqa: BLE001  # a bug is told on the terminal, and the page hears of it
            traceback.print_exc()
            message = f"a fault of Hutong ({type(error).__name__}); the terminal says more"
            return _refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "site", message)

    def _answer(self, request: Request, port: int) -> Response:
        require_this_machine(request, port)
        if request.method == "POST":
            self._require_our_page(request)
            return self._post(request)
        return self._get(request.path)

    def _data_now(self) -> ReviewData:
        with self._lock:
            if self._data is None or self._data[0] != self._generation:
                generation = self._generation
                self._data = generation, self._look()
            return self._data[1]

    def _get(self, path: str) -> Response:
        plain = path.partition("?")[0]
        if plain == f"{PREFIX}/":
            html = self._page(self._data_now(), self.token)
            return Response(status=HTTPStatus.OK, body=html.encode(), type=_HTML)
        if plain == f"{PREFIX}/notes.json":
            return Response(status=HTTPStatus.OK, body=self._data_now().json().encode())
        if plain == PREFIX:
            status = HTTPStatus.PERMANENT_REDIRECT
            return Response(status=status, body=b"", location=f"{PREFIX}/")
        raise Rejected(HTTPStatus.NOT_FOUND, "address", f"there is nothing at {plain}")

    def _require_our_page(self, request: Request) -> None:
        headers = request.headers
        if headers.get("origin") != f"http://{headers.get('host', '')}":
            raise Rejected(HTTPStatus.FORBIDDEN, "origin", "only the review page itself may save")
        token = headers.get("x-hutong-token", "")
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            message = "the page is from an earlier run of invoke serve; load it again"
            raise Rejected(HTTPStatus.FORBIDDEN, "token", message)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
            raise Rejected(status, "type", "send application/json")

    def _post(self, request: Request) -> Response:
        actions = {
            f"{PREFIX}/decisions": self._decide,
            f"{PREFIX}/glossary": self._add_term,
        }
        action = actions.get(request.path)
        if action is None:
            message = f"nothing can be saved at {request.path}"
            raise Rejected(HTTPStatus.NOT_FOUND, "address", message)
        try:
            answer = action(_body(request))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the body"
            message = f"{where}: {first['msg']}"
            raise Rejected(HTTPStatus.BAD_REQUEST, "json", message) from error
        self.changed()
        return Response(status=HTTPStatus.OK, body=json.dumps(answer, ensure_ascii=False).encode())

    def _decide(self, body: bytes) -> dict[str, object]:
        asked = _Decisions.model_validate_json(body)
        add = [Decision(**one.model_dump()) for one in asked.add]
        remove = [(one.path, one.variant, one.sentence, one.at, one.before) for one in asked.remove]
        return {"decisions": self._desk.decide(add, remove)}

    def _add_term(self, body: bytes) -> dict[str, object]:
        asked = _Term.model_validate_json(body)
        path, line = self._desk.add_term(NewTerm(**asked.model_dump()))
        return {"path": path, "line": line}


def require_this_machine(request: Request, port: int) -> None:
    """Loopback by address, and by the name that was asked for: a foreign name is a trick."""
    ours = {f"{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]")}
    if port == 80:
        ours |= {"localhost", "127.0.0.1", "[::1]"}
    if not _loopback(request.client) or request.headers.get("host", "").lower() not in ours:
        message = "the review desk answers only on the machine that runs it, at localhost"
        raise Rejected(HTTPStatus.FORBIDDEN, "host", message)


def _loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback)


def _body(request: Request) -> bytes:
    length = request.headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise Rejected(HTTPStatus.LENGTH_REQUIRED, "length", "say how long the body is")
    if len(length) > 9 or int(length) > MAX_BODY:
        message = f"the body may have {MAX_BODY} bytes; save more often"
        raise Rejected(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "length", message)
    return request.read(int(length))


def _refusal(status: HTTPStatus, code: str, message: str) -> Response:
    text = json.dumps({"error": code, "message": message}, ensure_ascii=False)
    return Response(status=status, body=text.encode("utf-8", "backslashreplace"))
