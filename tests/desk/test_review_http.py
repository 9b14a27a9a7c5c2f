"""The review desk behind a real server: who may ask, who may save, and what they get."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from hutong.decisions import parse_decisions
from hutong.desk.review_data import ReviewData
from hutong.desk.review_http import MAX_BODY, PREFIX, Request, ReviewDesk
from hutong.desk.review_save import Desk
from hutong.desk.serve import start
from hutong.errors import CannotRun

SENTENCE = "他复出了。"
PLACE = {
    "path": "news/a.md", "variant": "zh-Hant-HK", "sentence": SENTENCE, "at": 1, "before": "复",
}  # fmt: skip
CHOICE = {**PLACE, "choice": "復"}
TERM = {"topic": "places", "forms": {"zh-Hant-HK": "橫琴", "zh-Hans-CN": "横琴"}}


class Server:
    """A preview with its desk on a free port."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content"
        (self.content / "news").mkdir(parents=True)
        (self.content / "news" / "a.md").write_text(SENTENCE, encoding="utf-8")
        preview = root / "preview"
        preview.mkdir()
        (preview / "index.html").write_text("front page", encoding="utf-8")
        (preview / "404.html").write_text("not found", encoding="utf-8")
        self.looked = 0
        desk = Desk(self.content, ["zh-Hant-HK", "zh-Hans-CN"])
        self.desk = ReviewDesk(desk, self._look, lambda _, token: f"<html>{token}")
        self.http = start("127.0.0.1", 0, preview, self.desk)
        self.port = int(self.http.server_address[1])
        self.host = f"localhost:{self.port}"

    def _look(self) -> ReviewData:
        self.looked += 1
        return ReviewData(topics=("places",))

    def ask(
        self,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "",
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """Send one request exactly so; return status, body and headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        found = {"Host": self.host, **(headers or {})}
        method = method or ("GET" if body is None else "POST")
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in found.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        answer = response.status, response.read(), dict(response.headers)
        connection.close()
        return answer

    def save(
        self, what: str, value: object, /, **changes: str | None
    ) -> tuple[int, dict[str, Any]]:
        """Save as our page does, with headers changed or left out (None)."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        headers: dict[str, str | None] = {
            "Origin": f"http://{self.host}",
            "Content-Type": "application/json",
            "X-Hutong-Token": self.desk.token,
            "Content-Length": str(len(body)),
            **{name.replace("_", "-"): text for name, text in changes.items()},
        }
        sent = {name: text for name, text in headers.items() if text is not None}
        status, data, _ = self.ask(f"{PREFIX}/{what}", body, sent)
        return status, json.loads(data)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server, shut down at the end."""
    found = Server(tmp_path)
    yield found
    found.http.shutdown()
    found.http.server_close()


def test_the_site_is_served_beside_the_desk(server: Server) -> None:
    """Pages of the preview and its 404 page come as before; nothing can be posted to them."""
    assert server.ask("/")[:2] == (200, b"front page")
    assert server.ask("/nothing")[:2] == (404, b"not found")
    assert server.ask("/_reviews")[0] == HTTPStatus.NOT_FOUND
    assert server.ask("/", b"x", {"Content-Length": "1"})[0] == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_page_and_its_notes_are_served(server: Server) -> None:
    """The page carries the token; notes.json does not; neither is kept or framed by others."""
    status, page, headers = server.ask(f"{PREFIX}/")
    assert (status, page.decode()) == (200, f"<html>{server.desk.token}")
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    status, notes, headers = server.ask(f"{PREFIX}/notes.json")
    assert (status, json.loads(notes)["topics"]) == (200, ["places"])
    assert server.desk.token.encode() not in notes
    assert headers["Content-Type"].startswith("application/json")
    assert server.ask(PREFIX)[2]["Location"] == f"{PREFIX}/"
    assert server.ask(f"{PREFIX}/", method="HEAD")[:2] == (200, b"")
    assert server.ask(f"{PREFIX}/other")[0] == HTTPStatus.NOT_FOUND


def test_the_site_is_looked_at_once_per_change(server: Server) -> None:
    """Asking twice converts once; a rebuild or a save makes the notes fresh."""
    server.ask(f"{PREFIX}/")
    server.ask(f"{PREFIX}/notes.json")
    assert server.looked == 1
    server.desk.changed()
    server.ask(f"{PREFIX}/")
    assert server.looked == 2
    assert server.save("decisions", {"add": [CHOICE]})[0] == HTTPStatus.OK
    server.ask(f"{PREFIX}/notes.json")
    assert server.looked == 3


def test_decisions_are_saved_and_removed(server: Server) -> None:
    """What the page sends is in the file, and gone again when it is taken back."""
    assert server.save("decisions", {"add": [{**CHOICE, "note": "人名"}]}) == (
        200,
        {"decisions": 1},
    )
    text = (server.content / "decisions.tsv").read_text(encoding="utf-8")
    (saved,), problems = parse_decisions(text, "x")
    assert (saved.choice, saved.note, problems) == ("復", "人名", ())
    assert server.save("decisions", {"remove": [PLACE]}) == (200, {"decisions": 0})


def test_terms_are_saved_once(server: Server) -> None:
    """The answer names the line; the same word again is refused with the place it has."""
    path = "content/glossary/places.tsv"
    assert server.save("glossary", TERM) == (200, {"path": path, "line": 2})
    status, answer = server.save("glossary", TERM)
    assert (status, answer["error"]) == (HTTPStatus.CONFLICT, "known")
    assert f"{path}:2" in answer["message"]


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"Host": "news.example:80"}, 403, "host"),
        ({"Host": "localhost"}, 403, "host"),
        ({"Host": "localhost.evil.example:8000"}, 403, "host"),
        ({"Origin": None}, 403, "origin"),
        ({"Origin": "null"}, 403, "origin"),
        ({"Origin": "http://evil.example"}, 403, "origin"),
        ({"X_Hutong_Token": None}, 403, "token"),
        ({"X_Hutong_Token": "guess"}, 403, "token"),
        ({"X_Hutong_Token": "é"}, 403, "token"),
        ({"Content_Type": None}, 415, "type"),
        ({"Content_Type": "text/plain"}, 415, "type"),
        ({"Content_Length": None}, 411, "length"),
        ({"Content_Length": "-1"}, 411, "length"),
        ({"Content_Length": "1e3"}, 411, "length"),
        ({"Content_Length": str(MAX_BODY + 1)}, 413, "length"),
        ({"Content_Length": "9" * 5000}, 413, "length"),
    ],
)
def test_only_our_page_may_save(
    server: Server, changes: dict[str, str | None], status: int, code: str
) -> None:
    """Another site, an old page, a form or a huge body is refused, and nothing is written."""
    got, answer = server.save("decisions", {"add": [CHOICE]}, **changes)
    assert (got, answer["error"]) == (status, code)
    assert not (server.content / "decisions.tsv").exists()


def test_a_page_at_another_port_of_this_machine_may_not_save(server: Server) -> None:
    """Same host is not same origin."""
    assert server.save("decisions", {}, Origin="http://localhost:1")[1]["error"] == "origin"


@pytest.mark.parametrize("path", ["/", "/notes.json"])
def test_foreign_names_for_this_machine_are_refused(server: Server, path: str) -> None:
    """A site whose name was pointed at this machine cannot read the notes or the token."""
    status, body, _ = server.ask(f"{PREFIX}{path}", headers={"Host": f"evil.example:{server.port}"})
    assert status == HTTPStatus.FORBIDDEN
    assert server.desk.token.encode() not in body


@pytest.mark.parametrize(
    ("client", "status"),
    [("127.0.0.1", 200), ("::1", 200), ("::ffff:127.0.0.1", 200), ("192.168.0.9", 403), ("", 403)],
)
def test_other_machines_get_nothing(server: Server, client: str, status: int) -> None:
    """The desk answers addresses of this machine alone."""
    request = Request(
        method="GET", path=f"{PREFIX}/", headers={"host": "localhost:80"}, client=client
    )
    assert server.desk.answer(request, 80).status == status


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"{", "the body"),
        (b"\xff\xfe", "the body"),
        ([], "the body"),
        ({"add": [{}]}, "add.0.path"),
        ({"add": [{**CHOICE, "at": "1"}]}, "add.0.at"),
        ({"add": [{**CHOICE, "at": True}]}, "add.0.at"),
        ({"add": [{**CHOICE, "more": 1}]}, "add.0.more"),
        ({"remove": [CHOICE]}, "remove.0.choice"),
        ({"delete": []}, "delete"),
    ],
)
def test_wrong_json_is_told_where_it_is_wrong(server: Server, value: object, message: str) -> None:
    """A body that is no such record gets 400 and the field."""
    status, answer = server.save("decisions", value)
    assert (status, answer["error"]) == (HTTPStatus.BAD_REQUEST, "json")
    assert answer["message"].startswith(message)


def test_lone_surrogates_are_refused(server: Server) -> None:
    """JSON can spell characters that no file can hold."""
    status, answer = server.save("decisions", {"add": [{**CHOICE, "choice": "\ud800"}]})
    assert status in {HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT}
    assert answer["error"] in {"json", "text"}


def test_nothing_else_can_be_posted_to(server: Server) -> None:
    """An unknown address says so."""
    assert server.save("articles", {})[0] == HTTPStatus.NOT_FOUND


def test_a_site_that_cannot_be_converted_is_told(server: Server) -> None:
    """What stops a look becomes an answer, not a broken connection."""

    def look() -> ReviewData:
        raise CannotRun("the theme is missing")

    server.desk._look = look
    status, body, _ = server.ask(f"{PREFIX}/notes.json")
    assert status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert json.loads(body)["message"] == "the theme is missing"


def test_a_bug_is_an_answer(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """The page hears of it, and the terminal has what the report needs."""

    def look() -> ReviewData:
        raise ValueError("odd")

    server.desk._look = look
    status, body, _ = server.ask(f"{PREFIX}/notes.json")
    assert status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert json.loads(body)["error"] == "site"
    assert "ValueError: odd" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("what", "value", "code"),
    [
        ("decisions", {"add": [{**CHOICE, "path": "news/" + "b" * 5_000}]}, "path"),
        ("decisions", {"add": [{**CHOICE, "path": "news/" + "b" * 400}]}, "path"),
        ("glossary", {**TERM, "topic": "topics/" + "b" * 250}, "topic"),
    ],
)
def test_names_that_no_disk_takes_are_answered(
    server: Server, what: str, value: object, code: str
) -> None:
    """A path or topic beyond all measure gets JSON, not a broken connection."""
    status, answer = server.save(what, value)
    assert (status, answer["error"]) == (HTTPStatus.CONFLICT, code)


def test_an_empty_save_makes_no_file(server: Server) -> None:
    """Nothing decided, nothing written."""
    assert server.save("decisions", {"add": []}) == (200, {"decisions": 0})
    assert not (server.content / "decisions.tsv").exists()


@pytest.mark.parametrize("path", [f"{PREFIX}/decisions", "/"])
def test_a_huge_body_can_be_sent_to_its_end(server: Server, path: str) -> None:
    """Whoever sends too much gets to read that it was too much."""
    body = b" " * (MAX_BODY * 6)
    headers = {
        "Origin": f"http://{server.host}",
        "Content-Type": "application/json",
        "X-Hutong-Token": server.desk.token,
        "Content-Length": str(len(body)),
    }
    status, answer, _ = server.ask(path, body, headers)
    ours = path.startswith(PREFIX)
    wanted = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if ours else HTTPStatus.METHOD_NOT_ALLOWED
    assert status == wanted
    assert answer


def test_a_taken_port_is_told(server: Server, tmp_path: Path) -> None:
    """Two previews on one port end with advice."""
    with pytest.raises(CannotRun, match="choose another --port"):
        start("127.0.0.1", server.port, tmp_path, None)
