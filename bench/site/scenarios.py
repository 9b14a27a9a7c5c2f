"""What happens between two builds, and how to tell that the build took notice of it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.site.articles import RARE_AT
from bench.site.forms import GLOSSARY_HEAD
from bench.site.generators import SCRIPTS, Generator
from bench.site.measure import Unmeasurable
from bench.site.phrases import RARE_TERM, SOURCES

_TITLE: Final = re.compile(r'^(title: "|Title: )', re.MULTILINE)


@dataclass(slots=True)
class Site:
    """A generator with its articles, and the files that scenarios changed, as they were."""

    generator: Generator
    articles: list[Path]
    files: int = 0
    originals: dict[Path, str] = field(default_factory=dict)

    def change(self, path: Path, how: Callable[[str], str]) -> None:
        """Write a file's first text anew, changed."""
        text = self.originals.setdefault(path, path.read_text(encoding="utf-8"))
        changed = how(text)
        if changed == text:
            raise Unmeasurable(f"{path} has no place for the change; see bench/site/scenarios.py")
        path.write_text(changed, encoding="utf-8")

    def restore(self) -> None:
        """Write every changed file as it was."""
        for path, text in self.originals.items():
            path.write_text(text, encoding="utf-8")
        self.originals.clear()

    def pages(self, article: Path) -> list[Path]:
        """The article's page in each script."""
        return [self.generator.page(script, article.stem) for script in SCRIPTS]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What changes before a build (a mark tells rounds apart) and what must then be so."""

    change: Callable[[Site, str], None]
    check: Callable[[Site, str], Iterable[str]]
    by_content: bool = False
    needs_glossary: bool = False


def _middle(site: Site, after: int = 0) -> Path:
    """An article in the middle of the archive."""
    return site.articles[(len(site.articles) // 2 + after) % len(site.articles)]


def _lacking(paths: Iterable[Path], text: str) -> list[str]:
    """Complaints about pages that are not there or do not say it."""
    return [
        f"{path} does not have {text!r}"
        for path in paths
        if not path.exists() or text not in path.read_text(encoding="utf-8")
    ]


def _start_over(site: Site, _: str) -> None:
    site.restore()
    site.generator.clean()


def _whole(site: Site, _: str) -> list[str]:
    """Every article has its page in both scripts, in that script."""
    missing = []
    for script, source in zip(SCRIPTS, SOURCES, strict=True):
        pages = (site.generator.page(script, article.stem) for article in site.articles)
        missing += _lacking(pages, source)
    return missing


def _untouched(_site: Site, _mark: str) -> None:
    """Change nothing."""


def _as_many(site: Site, _: str) -> list[str]:
    files = size(site.generator.folder / "output")[0]
    return [] if files == site.files else [f"{files} files instead of {site.files}"]


def with_line(text: str, mark: str) -> str:
    """An article with a line more."""
    return f"{text}\n{mark}\n"


def with_title(text: str, mark: str) -> str:
    """An article with another headline."""
    return _TITLE.sub(rf"\g<1>{mark} ", text, count=1)


def _edit_body(site: Site, mark: str) -> None:
    site.change(_middle(site), lambda text: with_line(text, mark))


def _body_shown(site: Site, mark: str) -> list[str]:
    return _lacking(site.pages(_middle(site)), mark)


def _edit_title(site: Site, mark: str) -> None:
    site.change(_middle(site, 1), lambda text: with_title(text, mark))


def _title_shown(site: Site, mark: str) -> list[str]:
    """On its pages, and on some other page of each script."""
    pages = site.pages(_middle(site, 1))
    wrong = _lacking(pages, mark)
    for script, page in zip(SCRIPTS, pages, strict=True):
        others = (site.generator.folder / "output" / script).rglob("*.html")
        if not any(mark in one.read_text(encoding="utf-8") for one in others if one != page):
            wrong.append(f"no list of {script} has {mark!r}")
    return wrong


def _edit_template(site: Site, mark: str) -> None:
    """A line more at the end of every article, which is where all themes close one."""
    path = site.generator.folder / site.generator.template
    site.change(path, lambda text: f"<p>{mark}</p>\n</article>".join(text.rsplit("</article>", 1)))


def _template_shown(site: Site, mark: str) -> list[str]:
    some = (site.articles[0], _middle(site), site.articles[-1])
    return _lacking((page for article in some for page in site.pages(article)), mark)


def _edit_glossary(site: Site, _: str) -> None:
    line = "\t".join((*RARE_TERM, "虛構樣本")) + "\n"

    def add(text: str) -> str:
        lines = text.removeprefix(GLOSSARY_HEAD).splitlines(keepends=True)
        return GLOSSARY_HEAD + "".join(sorted([*lines, line]))

    site.change(site.generator.folder / site.generator.glossary, add)


def _glossary_shown(site: Site, _: str) -> list[str]:
    page = site.generator.page("zh-hans", site.articles[RARE_AT].stem)
    return _lacking([page], RARE_TERM[1])


def _touch(site: Site, _: str) -> None:
    """Give every source another time, as a fresh checkout does."""
    for article in site.articles:
        os.utime(article)


SCENARIOS: Final[Mapping[str, Scenario]] = {
    "cold": Scenario(_start_over, _whole),
    "nothing": Scenario(_untouched, _as_many),
    "body": Scenario(_edit_body, _body_shown),
    "title": Scenario(_edit_title, _title_shown),
    "template": Scenario(_edit_template, _template_shown),
    "glossary": Scenario(_edit_glossary, _glossary_shown, needs_glossary=True),
    "content-flag": Scenario(_touch, _as_many, by_content=True),
}
"""By name; ``cold`` comes first in every round and puts back what the last round changed."""


def size(folder: Path) -> tuple[int, int]:
    """How many files there are below a folder, and their bytes; hidden ones are no pages."""
    files = [
        os.stat(os.path.join(base, name))  # noqa: PTH116, PTH118  # 25,000 of them
        for base, _, names in os.walk(folder)
        for name in names
        if not name.startswith(".")
    ]
    return len(files), sum(one.st_size for one in files)
