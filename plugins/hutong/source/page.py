"""What is known and gathered while one text is rendered; lives no longer than that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hutong.model import Problem, Severity
from hutong.source.blocks import Block
from hutong.source.context import SourceContext
from hutong.source.masking import Lines

LABELS: Final = {
    "newslink": {"Hant": "新聞連結", "Hans": "相关链接"},
    "notes": {"Hant": "活動須知", "Hans": "活动须知"},
    "facts": {"Hant": "重點", "Hans": "要点"},
}
"""The words over each block, written by hand for each script."""
_MOST: Final = 200
"""Problems of one text that an editor can use at once."""


@dataclass(slots=True, kw_only=True)
class Page:
    """One text on its way through Markdown; ``path`` is below ``content/``, ``shown`` is not.

    ``thorough`` forbids every short cut, so that tests can compare what comes out with and without.
    """

    context: SourceContext
    path: str
    shown: str
    lines: Lines
    anchor_prefix: str = ""
    thorough: bool = False
    blocks: list[Block] = field(default_factory=list)
    markups: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    anchors: list[tuple[str, int]] = field(default_factory=list)
    assets: set[str] = field(default_factory=set)
    snippets: list[tuple[str, int]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def report(self, line: int, what: str, mend: str) -> None:
        """Take in an error."""
        if len(self.problems) < 2 * _MOST:
            self.problems.append(Problem(self.shown, line, what, mend))

    def warn(self, line: int, what: str, mend: str) -> None:
        """Take in a warning."""
        if len(self.problems) < _MOST:  # warnings must leave room for errors
            self.problems.append(Problem(self.shown, line, what, mend, Severity.WARNING))

    def take(self, part: Page) -> None:
        """Take in what was found in a part of the text, which was rendered by itself."""
        self.problems += part.problems
        self.links += part.links
        self.assets |= part.assets

    def fresh_id(self, name: str) -> str:
        """The next id of its kind: ``facts-1``, ``facts-2``."""
        self.counts[name] = self.counts.get(name, 0) + 1
        return f"{self.anchor_prefix}{name}-{self.counts[name]}"
