"""Live pages over HTTP: the script in pages, who may ask, and the stream of events."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

import hanzidentifier
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.desk.live import Failure, Feed
from hutong.desk.live_http import Live, page_script, part, shape
from hutong.desk.live_notes import NoteCounter, Waiting, counted
from hutong.desk.review_data import ReviewArticle, ReviewData, ReviewNote
from hutong.desk.serve import start
from hutong.model import Problem, Severity

PAGE = b"<!doctype html><html><body><p>text</p></body></html>"
HEARTBEAT = 0.3


class Counts:
    """Says that three notes wait on one page."""

    def of(self, file: str) -> Waiting:
        """Three on the article, none elsewhere."""
        return Waiting(3, "abc") if file == "a/index.html" else Waiting()


class Server:
    """A preview of a few files on a free port."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("a/index.html", PAGE)
        self.write("style.css", b"body { color: red }")
        self.write("404.html", b"<body>not found</body>")
        self.feed = Feed(heartbeat=HEARTBEAT)
        self.http = start("127.0.0.1", 0, root, None, Live(self.feed, Counts()))
        self.port = int(self.http.server_address[1])
        self.host = f"localhost:{self.port}"

    def write(self, path: str, data: bytes) -> None:
        """Put a file into the preview."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """One request with exactly these headers; status, body and headers of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": self.host, **(headers or {})}.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        answer = response.status, response.read(), dict(response.headers)
        connection.close()
        return answer

    def stream(self, since: str = "", last: str = "") -> Stream:
        """Listen as a page does."""
        return Stream(self.port, since, last)

    def wait_for_listeners(self, count: int) -> None:
        """Until exactly so many streams are open."""
        wait_until(lambda: self.feed.listeners == count)


class Stream:
    """One open stream; ``next`` reads an event."""

    def __init__(self, port: int, since: str, last: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        extra = f"Last-Event-ID: {last}\r\n" if last else ""
        line = f"GET /_live/events?since={since} HTTP/1.1\r\nHost: localhost:{port}\r\n{extra}\r\n"
        self.socket.sendall(line.encode())
        self._lines = self.socket.makefile("r", encoding="utf-8")
        self.head = list(iter(lambda: self._lines.readline().strip(), ""))

    def block(self) -> dict[str, str]:
        """The fields of the next block; a comment has the name ``""``."""
        found: dict[str, str] = {}
        while line := self._lines.readline():
            if line == "\n":
                return found
            name, _, value = line.rstrip("\n").partition(":")
            found[name] = value.strip()
        raise EOFError

    def next(self, kind: str) -> tuple[str, dict[str, Any]]:
        """Id and data of the next event of that kind."""
        while True:
            found = self.block()
            if found.get("event") == kind:
                return found.get("id", ""), json.loads(found["data"])

    def close(self) -> None:
        """Go away, as a closed tab does."""
        self._lines.close()
        self.socket.close()


def wait_until(happened: Callable[[], bool]) -> None:
    """Fail if it does not happen within ten seconds."""
    until = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A preview that ends with the test."""
    running = Server(tmp_path)
    yield running
    running.http.shutdown()
    running.http.server_close()


# The script in pages


def test_pages_get_the_script_and_other_files_stay(server: Server) -> None:
    """HTML is sent with one script before the end of its body; a stylesheet is sent as it is."""
    status, body, headers = server.ask("/a/")
    assert status == HTTPStatus.OK
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert int(headers["Content-Length"]) == len(body)
    tag = re.search(rb'<script src="/_live/live.js" defer [^>]*></script></body></html>$', body)
    assert tag
    assert body.replace(tag[0].removesuffix(b"</body></html>"), b"") == PAGE
    assert b'data-file="a/index.html"' in tag[0]
    assert server.feed.position.encode() in tag[0]
    assert server.ask("/style.css")[1] == b"body { color: red }"
    assert (server.root / "a/index.html").read_bytes() == PAGE


@pytest.mark.parametrize("path", ["/a/", "/a/index.html", "/a/?x=1", "/nowhere/", "/style.css"])
def test_head_requests_tell_the_length_of_the_body(server: Server, path: str) -> None:
    """HEAD has the status and length of GET, and no body."""
    status, body, headers = server.ask(path, method="HEAD")
    full = server.ask(path)
    assert body == b""
    assert status == full[0]
    assert headers["Content-Length"] == full[2]["Content-Length"] == str(len(full[1]))


def test_missing_pages_are_the_404_page_with_the_script(server: Server) -> None:
    """The 404 page hears of builds too, since the page that is missing may come."""
    status, body, headers = server.ask("/nowhere/")
    assert status == HTTPStatus.NOT_FOUND
    assert b'data-file="404.html"' in body
    assert int(headers["Content-Length"]) == len(body)


def test_before_the_first_build_pages_wait_for_it(server: Server) -> None:
    """With nothing built yet a page says so and awaits the build; other machines get neither."""
    (server.root / "404.html").unlink()
    status, body, headers = server.ask("/nowhere/")
    assert status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "正在建立預覽".encode() in body
    assert b'data-file="404.html"' in body
    assert headers["Retry-After"] == "5"
    status, body, _ = server.ask("/nowhere/", {"Host": "elsewhere.example"})
    assert status == HTTPStatus.NOT_FOUND
    assert b"live.js" not in body


@pytest.mark.parametrize(
    "path",
    ["/.hutong-manifest", "/a/.x/", "/%2egit/config", f"/{'x' * 300}.html", "/a%00.html", "/b/"],
)
def test_what_no_web_server_would_show_is_not_there(server: Server, path: str) -> None:
    """Hidden files, names that no file can have, and lists of folders."""
    (server.root / ".hutong-manifest").write_text("secret")
    (server.root / "b").mkdir()
    status, body, _ = server.ask(path)
    assert status == HTTPStatus.NOT_FOUND
    assert b"secret" not in body


def test_folders_are_asked_for_with_a_slash(server: Server) -> None:
    """An address without its slash is sent on, as a web server does."""
    status, _, headers = server.ask("/a")
    assert status == HTTPStatus.MOVED_PERMANENTLY
    assert headers["Location"].endswith("/a/")


@given(st.text(alphabet="ab<>/!-body \n", max_size=60))
def test_injection_only_adds(text: str) -> None:
    """Whatever the page is, one script is added and every byte of the page is still there."""
    html = text.encode()
    found = Live(Feed()).injected(html, "x.html", "s.1")
    before, tag, after = found.partition(b'<script src="/_live/live.js"')
    assert tag
    assert before + after.partition(b"</script>")[2] == html


@pytest.mark.parametrize(
    ("html", "before"),
    [
        (b"<p>no end", b"<p>no end"),
        (b"<body><pre>&lt;/body></pre></body >", b"<body><pre>&lt;/body></pre>"),
        (b"<!-- </body> --><BODY>x</BODY>", b"<!-- </body> --><BODY>x"),
    ],
)
def test_the_script_stands_at_the_last_end_of_the_body(html: bytes, before: bytes) -> None:
    """A page without an end of its body gets the script at its own end."""
    found = Live(Feed()).injected(html, "x.html", "s.1")
    assert found.partition(b"<script")[0] == before


def test_file_names_cannot_leave_their_attribute() -> None:
    """A quotation mark in a file's name is only a part of the name."""
    found = Live(Feed()).injected(b"", 'a"><script>.html', "s.1").decode()
    assert found.count("<script") == 1
    assert 'data-file="a&quot;>&lt;script>.html"' in found


def test_pages_that_differ_in_style_alone_have_one_shape() -> None:
    """Another stylesheet leaves the shape; another script, icon or word changes it."""
    page = b'<link rel="stylesheet" href="/a.1.css"><link rel=icon href="/i.svg"><p>text'
    assert shape(page) == shape(page.replace(b"a.1.css", b"a.2.css"))
    assert shape(page) != shape(page.replace(b"i.svg", b"j.svg"))
    assert shape(page) != shape(page.replace(b"text", b"test"))


# Who may ask


@pytest.mark.parametrize("path", ["/_live/live.js", "/_live/worker.js", "/_live/page?file=x"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "localhost:1"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
    ],
)
def test_only_own_pages_may_ask(
    server: Server, path: str, headers: dict[str, str], status: int
) -> None:
    """A foreign host name or origin is refused, and no answer allows another origin."""
    found, body, told = server.ask(path, headers)
    assert found == status
    assert "Access-Control-Allow-Origin" not in told
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    if status == HTTPStatus.FORBIDDEN:
        assert json.loads(body)["error"] in ("host", "origin")


@pytest.mark.parametrize("headers", [{"Host": "x.example"}, {"Origin": "http://x.example"}])
def test_the_stream_is_refused_to_others(server: Server, headers: dict[str, str]) -> None:
    """No stream is opened for a foreign host name or origin."""
    assert server.ask("/_live/events", headers)[0] == HTTPStatus.FORBIDDEN
    assert server.feed.listeners == 0


def test_own_origin_may_ask(server: Server) -> None:
    """The origin that the host name says is our own."""
    headers = {"Origin": f"http://{server.host}"}
    assert server.ask("/_live/live.js", headers)[0] == HTTPStatus.OK


def test_readers_elsewhere_get_plain_pages(server: Server) -> None:
    """Under another name the preview works, without the script that it could not use."""
    assert server.ask("/a/", {"Host": "192.0.2.1:8000"})[1] == PAGE


def test_links_from_other_sites_lead_to_live_pages(server: Server) -> None:
    """Somebody who follows a link to the preview gets the script all the same."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert b"/_live/live.js" in server.ask("/a/", headers)[1]


def test_nothing_else_is_there(server: Server) -> None:
    """Other live addresses are refused as JSON, and nothing can be posted."""
    status, body, _ = server.ask("/_live/other")
    assert status == HTTPStatus.NOT_FOUND
    assert json.loads(body)["error"] == "address"
    assert server.ask("/_live/events", method="POST")[0] == HTTPStatus.METHOD_NOT_ALLOWED


def test_pages_learn_of_their_notes(server: Server) -> None:
    """The count of the page's article comes with a link to its first note at the desk."""
    found = json.loads(server.ask("/_live/page?file=a%2Findex.html")[1])
    assert found == {"notes": 3, "link": "/_review/#n-abc"}
    other = json.loads(server.ask("/_live/page?file=b")[1])
    assert other == {"notes": 0, "link": "/_review/"}


# The stream


def test_streams_tell_builds_that_changed_files(server: Server) -> None:
    """An event carries the build's number and every changed path, in the form of SSE."""
    stream = server.stream(server.feed.position)
    assert "200" in stream.head[0]
    assert "Content-Type: text/event-stream" in stream.head
    assert "Cache-Control: no-store" in stream.head
    server.feed.built((), ())
    server.feed.built(("a/index.html", "新.html"), ("b.html",))
    name, data = stream.next("build")
    assert data == {"number": 1, "changed": ["a/index.html", "新.html"], "removed": ["b.html"]}
    assert name == server.feed.position
    stream.close()


def test_streams_tell_what_stopped_a_build_and_its_end(server: Server) -> None:
    """Whoever comes hears the state of now; failures come and go."""
    stream = server.stream()
    assert stream.next("state")[1] == {"failure": None}
    server.feed.failed(Failure(kind="fault", text="ValueError: odd"))
    assert stream.next("state")[1]["failure"]["text"] == "ValueError: odd"
    late = server.stream()
    assert late.next("state")[1]["failure"]["kind"] == "fault"
    server.feed.built((), ())
    assert stream.next("state")[1] == late.next("state")[1] == {"failure": None}
    stream.close()
    late.close()


def test_streams_tell_of_counts(server: Server) -> None:
    """A new count of notes is told without its figures, which each page asks for."""
    stream = server.stream()
    stream.next("state")
    server.feed.counted()
    assert stream.next("notes") == ("", {})
    stream.close()


@pytest.mark.parametrize("by", ["header", "address"])
def test_streams_go_on_where_a_page_was_cut_off(server: Server, by: str) -> None:
    """Each build after Last-Event-ID, or after the page's own age, is told once and in order."""
    server.feed.built(("1",), ())
    known = server.feed.position
    server.feed.built(("2",), ())
    server.feed.built(("3",), ())
    stream = server.stream("x.0", last=known) if by == "header" else server.stream(known)
    assert stream.next("hello")[1]["number"] == 1
    assert stream.next("build")[1]["changed"] == ["2"]
    assert stream.next("build")[1]["changed"] == ["3"]
    server.feed.built(("4",), ())
    assert stream.next("build")[1]["changed"] == ["4"]
    stream.close()


@pytest.mark.parametrize(
    "since", ["", "x", "other.1", "{session}.99", "{session}.x", "{session}.²"]
)
def test_unknown_points_begin_now(server: Server, since: str) -> None:
    """A page of another run, or with nonsense, sees from the greeting that it must load anew."""
    server.feed.built(("1",), ())
    session = server.feed.position.partition(".")[0]
    stream = server.stream(quote(since.replace("{session}", session)))
    assert stream.next("hello")[1] == {"session": session, "number": 1}
    stream.close()


def test_old_builds_are_forgotten_and_pages_can_tell(server: Server) -> None:
    """What is kept for pages that return is bounded; a page too old is greeted with now."""
    known = server.feed.position
    long = tuple(f"{number:0>1000}" for number in range(3000))
    for _ in range(4):
        server.feed.built(long, ())
    assert sum(len(message) for _, message in server.feed._builds) <= 8 * 1024 * 1024
    stream = server.stream(known)
    assert stream.next("hello")[1]["number"] == 4
    stream.close()


def test_silence_is_broken_by_comments(server: Server) -> None:
    """A stream without news says now and then that it is there."""
    stream = server.stream()
    stream.next("state")
    assert stream.block() == {"": "still here"}
    assert stream.block() == {"": "still here"}
    stream.close()


def test_many_tabs_leave_the_server_free(server: Server) -> None:
    """Forty open streams all hear a build, and pages are served meanwhile."""
    streams = [server.stream() for _ in range(40)]
    assert server.ask("/a/")[0] == HTTPStatus.OK
    server.wait_for_listeners(40)
    server.feed.built(("x",), ())
    assert [stream.next("build")[1]["number"] for stream in streams] == [1] * 40
    for stream in streams:
        stream.close()
    server.wait_for_listeners(0)


def test_a_closed_tab_ends_its_thread_at_once(server: Server) -> None:
    """The server notices a browser that goes before there is anything to tell."""
    before = set(threading.enumerate())
    server.feed.heartbeat = 60
    stream = server.stream()
    stream.next("state")
    (ours,) = set(threading.enumerate()) - before
    stream.close()
    wait_until(lambda: not ours.is_alive())
    assert server.feed.listeners == 0


def test_a_stopped_server_ends_its_streams(tmp_path: Path) -> None:
    """Shutting down closes every stream and its thread."""
    before = set(threading.enumerate())
    server = Server(tmp_path)
    stream = server.stream()
    stream.next("state")
    server.http.shutdown()
    server.http.server_close()
    with pytest.raises(EOFError):
        stream.next("build")
    stream.close()
    wait_until(lambda: before.issuperset(threading.enumerate()))


def test_head_of_the_stream_ends(server: Server) -> None:
    """Asking for the stream's headers alone opens no stream."""
    status, body, headers = server.ask("/_live/events", method="HEAD")
    assert (status, body) == (HTTPStatus.OK, b"")
    assert headers["Content-Type"] == "text/event-stream"
    assert server.feed.listeners == 0


# What is told


def test_failures_name_errors_first_and_few() -> None:
    """A page gets path and line first, errors before warnings, and the first of many."""
    many = [Problem(f"content/{n:03}.md", n, "bad", "mend it") for n in range(60)]
    warning = Problem("content/000.md", 0, "odd", "look", Severity.WARNING)
    found = Failure(kind="problems", problems=(warning, *many)).plain()
    assert found["count"] == 60
    assert found["more"] == 11
    assert found["problems"][0]["place"] == "content/000.md"
    assert found["problems"][1] == {
        "place": "content/001.md:1",
        "text": "bad; mend it",
        "warning": False,
    }
    few = Failure(kind="problems", problems=(warning, many[1])).plain()
    assert [one["warning"] for one in few["problems"]] == [False, True]
    assert few["key"] != found["key"]
    assert few["key"] == Failure(kind="problems", problems=(warning, many[1])).plain()["key"]


def test_both_scripts_say_the_same_in_their_own_characters() -> None:
    """The bar has every word in both scripts, each in its script, with the same gaps."""
    words = json.loads(part("words.json"))
    hant, hans = words["zh-Hant-HK"], words["zh-Hans-CN"]
    assert hant.keys() == hans.keys()
    for name in hant:
        assert hant[name].count("%n") == hans[name].count("%n")
        assert hanzidentifier.is_traditional(hant[name])
        assert hanzidentifier.is_simplified(hans[name])
    used = set(re.findall(r'word\("([a-z]+)"', part("overlay.js"))) | {"show", "hide"}
    assert used | {"cannot", "fault"} == hant.keys()


def test_the_program_is_one_piece() -> None:
    """The page's program has its words, its style and its parts in it."""
    text = page_script().decode()
    assert "function makeOverlay" in text
    assert "function follow" in text
    assert "本文有%n處轉換待定" in text


# Counting notes


def _note(number: int, **changes: Any) -> ReviewNote:
    given: dict[str, Any] = {
        "id": f"n{number}", "lines": (1,), "variant": "zh-Hant-HK", "rule": "x", "sentence": "复",
        "at": 0, "before": "复", "after": "復", "choices": ("復",), "confidence": 0.5,
        "reading": "復", "reading_at": 0, "few": True, "decided": None, **changes,
    }  # fmt: skip
    return ReviewNote(**given)


def test_what_the_desk_shows_first_is_counted() -> None:
    """Notes without a decision, among the least sure, count for every page of the article."""
    notes = (_note(1, decided="復"), _note(2, few=False), _note(3), _note(4))
    pages = {"zh-Hant-HK": "zh-hant/a/", "zh-Hans-CN": "zh-hans/a.html"}
    article = ReviewArticle(path="a", title="", variant="zh-Hans-CN", pages=pages, notes=notes)
    done = ReviewArticle(path="b", title="", variant="", pages={"x": "b/"}, notes=notes[:2])
    assert counted(ReviewData(articles=(article, done))) == {
        "zh-hant/a/index.html": Waiting(2, "n3"),
        "zh-hans/a.html": Waiting(2, "n3"),
    }


class Slow:
    """A count that lasts until it is let go."""

    def __init__(self) -> None:
        self.counts = 0
        self.told = 0
        self.go = threading.Semaphore(0)

    def __call__(self) -> Mapping[str, Waiting]:
        """Count how often this was asked."""
        self.counts += 1
        assert self.go.acquire(timeout=10)
        return {"a": Waiting(self.counts)}

    def tell(self) -> None:
        """A count has ended."""
        self.told += 1


@pytest.fixture
def slow() -> Iterator[tuple[Slow, NoteCounter]]:
    """A counter that waits for the test."""
    count = Slow()
    counter = NoteCounter(count, count.tell, pause=0.05)
    yield count, counter
    counter.close()
    count.go.release()


def test_notes_are_counted_when_somebody_asks(slow: tuple[Slow, NoteCounter]) -> None:
    """Nobody waits for a count; the answer is what is known, and news are told."""
    count, counter = slow
    assert counter.of("a") == Waiting()
    time.sleep(0.2)
    assert count.counts == 0
    counter.changed()
    wait_until(lambda: count.counts == 1)
    count.go.release()
    wait_until(lambda: count.told == 1)
    assert counter.of("a") == Waiting(1)
    assert counter.of("b") == Waiting()


def test_a_site_that_nobody_looks_at_is_not_counted(slow: tuple[Slow, NoteCounter]) -> None:
    """Builds alone begin no count."""
    count, counter = slow
    for _ in range(3):
        counter.changed()
    time.sleep(0.2)
    assert count.counts == 0


def test_changes_during_a_count_are_counted_after_it(slow: tuple[Slow, NoteCounter]) -> None:
    """One count at a time, and the last change is never left out."""
    count, counter = slow
    counter.changed()
    counter.of("a")
    wait_until(lambda: count.counts == 1)
    for _ in range(3):
        counter.changed()
        counter.of("a")
    assert count.counts == 1
    count.go.release()
    wait_until(lambda: count.counts == 2)
    count.go.release()
    wait_until(lambda: count.told == 2)
    assert counter.of("a") == Waiting(2)
    time.sleep(0.2)
    assert count.counts == 2
