"""Questions on a terminal: asked until the answer will do."""

from __future__ import annotations

import sys
from collections.abc import Callable

from hutong.errors import CannotRun

Ask = Callable[[str, Callable[[str], str]], str]
"""Asks a question until ``check`` takes the answer, which it may tidy; it raises ValueError."""


def ask(question: str, check: Callable[[str], str]) -> str:
    """Ask on the terminal.

    :raises CannotRun: where nobody can answer.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        message = f"{question}: nobody is there to answer; give it on the command line"
        raise CannotRun(message)
    while True:
        try:
            return check(input(f"{question}: ").strip())
        except ValueError as error:
            print(f"  {error}")
        except EOFError as error:
            raise CannotRun("nothing was written") from error
