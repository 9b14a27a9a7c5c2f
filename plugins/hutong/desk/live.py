"""What open pages of the preview are told: builds, what stopped the last one, counted notes.

Builds are numbered from the start of the preview and kept for a while, so that a page that was
cut off hears what it missed. All else is the state of now, told to whoever comes.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import selectors
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from hutong.model import Problem, Severity

HEARTBEAT: Final = 15.0
"""Seconds of silence after which a stream says that it is still there."""
_KEPT: Final = 8 * 1024 * 1024
"""Bytes of past builds that are kept for pages that come back."""
_MOST_PROBLEMS: Final = 50
_STILL_HERE: Final = b": still here\n\n"
_RETRY: Final = b"retry: 500\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why the last build did not come about.

    ``problems`` are in the content, ``cannot`` is a matter of settings, theme or disk, and
    ``fault`` is a fault of ours. ``text`` is what there is to say without problems.
    """

    kind: Literal["problems", "cannot", "fault"]
    text: str = ""
    problems: tuple[Problem, ...] = ()

    def plain(self) -> dict[str, Any]:
        """For a page: errors before warnings, the first of many; ``key`` tells two apart."""
        inorder = sorted(self.problems, key=lambda one: (one.severity is not Severity.ERROR, one))
        shown = [
            {
                "place": f"{one.path}:{one.line}" if one.line else one.path,
                "text": f"{one.what}; {one.mend}",
                "warning": one.severity is not Severity.ERROR,
            }
            for one in inorder[:_MOST_PROBLEMS]
        ]
        found = {
            "kind": self.kind,
            "text": self.text,
            "problems": shown,
            "count": sum(one.severity is Severity.ERROR for one in inorder),
            "more": len(inorder) - len(shown),
        }
        key = hashlib.blake2b(json.dumps(found).encode(), digest_size=8).hexdigest()
        return {**found, "key": key}


@dataclass(eq=False, slots=True)
class Listener:
    """One stream: how far it has heard. ``bell`` becomes readable when there is more."""

    builds: int
    state: int = -1
    notes: int = 0
    bell: socket.socket = field(init=False)
    _rope: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self.bell, self._rope = socket.socketpair()
        self.bell.setblocking(False)
        self._rope.setblocking(False)

    def ring(self) -> None:
        """Wake the stream; a bell that rings already is enough."""
        with suppress(BlockingIOError):
            self._rope.send(b"!")

    def hush(self) -> None:
        """Before looking, so that whatever comes after rings again."""
        with suppress(BlockingIOError):
            while self.bell.recv(4096):
                pass

    def close(self) -> None:
        """The stream has ended."""
        self.bell.close()
        self._rope.close()


class Feed:
    """Takes what happens from the builder and hands it to streams; threads may share it."""

    def __init__(self, heartbeat: float = HEARTBEAT) -> None:
        self.heartbeat = heartbeat
        self._session = secrets.token_hex(4)
        self._lock = threading.Lock()
        self._builds: deque[tuple[int, bytes]] = deque()
        self._number = 0
        self._failure: Failure | None = None
        self._state = 0
        self._notes = 0
        self._listeners: set[Listener] = set()
        self._closed = False

    @property
    def position(self) -> str:
        """The point up to which a page that is read now is told of builds."""
        with self._lock:
            return f"{self._session}.{self._number}"

    @property
    def listeners(self) -> int:
        """How many streams are open."""
        with self._lock:
            return len(self._listeners)

    def built(self, written: Sequence[str], removed: Sequence[str]) -> None:
        """A build came about; pages hear of it if it changed an output file."""
        with self._lock:
            self._failure = None
            self._state += 1
            if written or removed:
                self._keep(written, removed)
        self._ring()

    def failed(self, failure: Failure) -> None:
        """A build did not come about."""
        with self._lock:
            self._failure = failure
            self._state += 1
        self._ring()

    def counted(self) -> None:
        """The notes of articles were counted anew."""
        with self._lock:
            self._notes += 1
        self._ring()

    def close(self) -> None:
        """End every stream."""
        with self._lock:
            self._closed = True
        self._ring()

    def stream(self, browser: socket.socket, write: Callable[[bytes], object], since: str) -> None:
        """Tell one page everything after ``since``, until it goes or the feed is closed.

        :raises OSError: if the page does not take what it is told.
        """
        with self._listening(since) as listener, selectors.DefaultSelector() as waiting:
            waiting.register(browser, selectors.EVENT_READ)
            waiting.register(listener.bell, selectors.EVENT_READ)
            write(_RETRY + self._hello(listener))
            while True:
                listener.hush()
                news = self._news(listener)
                if news is None:
                    return
                write(news)
                while not (ready := waiting.select(self.heartbeat)):
                    write(_STILL_HERE)
                # A browser has nothing more to say: what can be read is that it has gone.
                if any(key.fileobj is browser for key, _ in ready) and not browser.recv(4096):
                    return

    @contextmanager
    def _listening(self, since: str) -> Iterator[Listener]:
        listener = Listener(builds=self._known(since))
        with self._lock:
            self._listeners.add(listener)
        try:
            yield listener
        finally:
            with self._lock:
                self._listeners.discard(listener)
                listener.close()  # never while somebody rings

    def _ring(self) -> None:
        with self._lock:
            for listener in self._listeners:
                listener.ring()

    def _keep(self, written: Sequence[str], removed: Sequence[str]) -> None:
        self._number += 1
        data = {"number": self._number, "changed": tuple(written), "removed": tuple(removed)}
        message = _event("build", data, name=f"{self._session}.{self._number}")
        self._builds.append((self._number, message))
        while len(self._builds) > 1 and sum(len(one) for _, one in self._builds) > _KEPT:
            self._builds.popleft()

    @property
    def _oldest(self) -> int:
        """The earliest point after which every build is still known."""
        return self._builds[0][0] - 1 if self._builds else self._number

    def _known(self, since: str) -> int:
        """Where to go on for a page that knows ``since``; one that we cannot help starts now."""
        session, _, number = since.partition(".")
        with self._lock:
            if session == self._session and number.isascii() and number[:12].isdigit():
                at = int(number[:12])
                if self._oldest <= at <= self._number:
                    return at
            return self._number

    def _hello(self, listener: Listener) -> bytes:
        """From this a page sees whether it missed builds, or is of another run of the preview."""
        return _event("hello", {"session": self._session, "number": listener.builds})

    def _news(self, listener: Listener) -> bytes | None:
        """What a stream has not heard; None when it must end."""
        with self._lock:
            if self._closed:
                return None
            news = [message for number, message in self._builds if number > listener.builds]
            if listener.state != self._state:
                failure = self._failure.plain() if self._failure else None
                news.append(_event("state", {"failure": failure}))
            if listener.notes != self._notes:
                news.append(_event("notes", {}))
            listener.builds, listener.state = self._number, self._state
            listener.notes = self._notes
        return b"".join(news)


def _event(kind: str, data: object, *, name: str = "") -> bytes:
    line = f"id: {name}\n" if name else ""
    return f"event: {kind}\n{line}data: {json.dumps(data)}\n\n".encode()
