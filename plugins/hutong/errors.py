"""The error tree: what cannot go on.

HutongError
├── ContentError     ran, and found problems in the content; exit code 1
└── CannotRun        could not run at all: settings, tools, disk; exit code 2
    └── ChangedMeanwhile   files changed while they were being built

Problems are data (:class:`hutong.model.Problem`); a ContentError only carries a run's whole list.
"""

from __future__ import annotations

from collections.abc import Sequence

from hutong.model import Problem


class HutongError(Exception):
    """Base of all errors that Hutong raises on purpose."""

    exitcode = 2


class ContentError(HutongError):
    """The content has problems; nothing was written."""

    exitcode = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """As it was raised, so that it can come from another process."""
        return type(self), (self.problems,)


class CannotRun(HutongError):
    """The run could not be started or finished; the message says why and what to do."""


class ChangedMeanwhile(CannotRun):
    """A file is not what the build was planned with any more; nothing was written."""
