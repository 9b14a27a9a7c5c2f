"""A real nginx serves ``current`` while releases are switched under it."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from hutong.build.tree import write_tree
from hutong.model import OutputFile
from hutong.publish.release import publish_release

DOCUMENTATION: Final = Path(__file__).resolve().parents[2] / "docs" / "publishing.md"
PADDING: Final = 20_000


def page(number: int) -> str:
    """A page that says many times of which release it is."""
    return f"release {number}\n" * PADDING + "end"


def publish(to: Path, number: int) -> None:
    """Publish a site of two pages and a page for lost readers."""
    texts = {
        "index.html": page(number),
        "zh-hant/news/index.html": page(number),
        "404.html": f"lost in release {number}",
    }
    publish_release(
        to,
        lambda root: write_tree(
            root, [OutputFile(path=path, data=text.encode()) for path, text in texts.items()]
        ),
        now=datetime(2026, 11, 22, tzinfo=UTC),
    )


def sample_server(to: Path, port: int) -> str:
    """The ``server`` block that the documentation tells people to use, for our place and port."""
    block = re.search(r"```nginx\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    assert block, "docs/publishing.md holds no nginx sample"
    text = block[1].replace("/srv/hutong", str(to)).replace("server_name news.example.org;", "")
    return re.sub(r"listen [^;]*;", "", text).replace(
        "server {", f"server {{\n    listen 127.0.0.1:{port};", 1
    )


@pytest.fixture
def port() -> int:
    """A free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[Path]:
    """The folder that nginx serves, with release 0 in it."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "nginx is not installed; this test needs it (Debian: nginx-light)"
    to = tmp_path / "www"
    publish(to, 0)
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off; worker_processes 2; pid {tmp_path}/pid; error_log {tmp_path}/log;\n"
        + ("user root;\n" if os.geteuid() == 0 else "")
        + f"events {{}}\nhttp {{ access_log off; include {_types(tmp_path)};\n"
        + "".join(
            f"{kind}_temp_path {tmp_path}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + sample_server(to, port)
        + "}\n"
    )
    with subprocess.Popen([nginx, "-c", config, "-e", tmp_path / "log"]) as process:
        try:
            _wait_for(port, process)
            yield to
        finally:
            process.terminate()


def _types(folder: Path) -> Path:
    path = folder / "mime.types"
    path.write_text("types { text/html html; }\n")
    return path


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            assert process.poll() is None, "nginx did not start"
            assert time.monotonic() < deadline, "nginx does not answer"
            time.sleep(0.02)


def get(port: int, path: str) -> tuple[int, str, http.client.HTTPMessage]:
    """Status, text and headers of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def test_every_answer_is_whole_and_of_one_release(server: Path, port: int) -> None:
    """A hundred requests and more while ten releases go live; readers never go back in time."""
    seen: list[str] = []
    statuses: set[int] = set()
    done = threading.Event()

    def read() -> None:
        while len(seen) < 100 or not done.is_set():
            status, text, _ = get(port, "/zh-hant/news/")
            statuses.add(status)
            seen.append(text)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 11):
            publish(server, number)
    finally:
        done.set()
        reader.join(60)
    assert statuses == {200}
    numbers = [int(text.partition("\n")[0].removeprefix("release ")) for text in seen]
    assert all(text == page(number) for text, number in zip(seen, numbers, strict=True))
    assert numbers == sorted(numbers)
    assert get(port, "/")[1] == page(10)
    assert len(set(numbers)) > 1, "no switch was seen; make it slower"


def test_the_documented_server_answers_as_documented(server: Path, port: int) -> None:
    """Lost readers get our page with status 404, dot files are not shown, pages are revalidated."""
    publish(server, 1)
    assert get(port, "/nowhere/")[:2] == (404, "lost in release 1")
    assert get(port, "/.hutong-manifest")[0] == 404
    assert get(port, "/404.html")[0] == 404
    status, _, headers = get(port, "/")
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
