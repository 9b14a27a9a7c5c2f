"""Random edits of a small site, as editors, designers and machines make them."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from hutong.build.session import Options
from hutong.build.site import BuildReport, build_site
from hutong.errors import CannotRun, ContentError
from tests.build.safety_edits import BREAKING, RARE
from tests.small import THEME, SmallSite, tree

_TAGS: Final = ("峰會", "協議", "峰会", "联盟", "貿易", "numbers", "衞生")
_WORDS: Final = (
    "合作",
    "發展",
    "发展",
    "協議",
    "软件",
    "軟件",
    "意味著",
    "意味着",
    "里程",
    "裏面",
    "干部",
)
_PLACES: Final = (
    ("article.html", "{% block content %}"),
    ("list.html", "{% block content %}"),
    ("partials/footer.html", "</nav>"),
    ("base.html", "</main>"),
)
"""Where designers edit templates."""
_TAKEN_BACK: Final = 0.7
"""How often an edit that broke the site is taken back before anything else is done."""
_NAMES: Final = ("樣本協會", "样本协会", "樣會", "樣本市政府", "樣本框架協議")
"""Names that the register has, or has now and then."""
_SECTIONS: Final = ("cooperation", "finance", "區域合作", "金融")


class Edits:
    """Edits one site; every choice comes from ``chance``."""

    def __init__(self, root: Path, chance: random.Random, *, articles: int = 9) -> None:
        self.chance = chance
        self.site = SmallSite(root)
        self.broken = ""
        self._good: dict[str, bytes] = {}
        shutil.copytree(THEME, root / "theme")
        self.overrides: dict[str, Any] = {"THEME": "theme"}
        self.told: list[str] = []
        self._number = 0
        self._write("sections.yaml", _sections("區域合作"))
        self._write("pages/about.md", _page("關於本站"))
        self._write("organisations/hkicm.yaml", _organisation("樣本協會", "样本协会"))
        self._write("places.yaml", "- id: nansha\n  names: {zh-Hant-HK: 南沙, zh-Hans-CN: 南沙}\n")
        self._write("agreements/frame.md", _agreement("樣本框架協議"))
        for _ in range(articles):
            self.add()
        self.build()

    def build(self, **options: Any) -> BuildReport | None:
        """Build what there is; None if it has errors."""
        options.setdefault("jobs", 1)
        try:
            report = build_site(self.site.settings(**self.overrides), Options(**options))
        except (CannotRun, ContentError) as error:
            self.broken = str(error)
            return None
        self.broken = ""
        self._good = self._edited()
        return report

    def fresh(self, to: Path) -> dict[str, bytes] | None:
        """The tree that a first build of the same content makes; None if it has errors."""
        return None if self.first(to) is None else tree(to / "output")

    def first(self, to: Path) -> BuildReport | None:
        """A first build of the same content; None, and ``broken`` says why, if it has errors."""
        to.mkdir()
        overrides = {"OUTPUT_PATH": str(to / "output"), "HUTONG_CACHE": str(to / ".cache")}
        settings = self.site.settings(**{**self.overrides, **overrides})
        for name in settings.keep:
            kept = self.site.output / name
            if kept.exists():
                copy = shutil.copytree if kept.is_dir() else shutil.copy2
                (to / "output").mkdir(exist_ok=True)
                copy(kept, to / "output" / name)
        try:
            return build_site(settings, Options(1))
        except (CannotRun, ContentError) as error:
            self.broken = str(error)
            return None

    def forget(self) -> None:
        """Delete the cache and all that builds wrote, but not what they are told to keep."""
        shutil.rmtree(self.site.root / ".cache")
        keep = self.site.settings(**self.overrides).keep
        for one in [one for one in self.site.output.iterdir() if one.name not in keep]:
            (shutil.rmtree if one.is_dir() else os.unlink)(one)

    def step(self) -> None:
        """One edit; what broke the site is mostly taken back at once."""
        if self.broken and self.chance.random() < _TAKEN_BACK:
            self.told.append("undo")
            self.undo()
            return
        name = self.chance.choice(list(_EDITS))
        self.told.append(name)
        _EDITS[name](self)

    def undo(self) -> None:
        """Content and theme as they were when they last were sound."""
        for path in self._edited().keys() - self._good.keys():
            (self.site.root / path).unlink()
        now = self._edited()
        for path, data in self._good.items():
            if now.get(path) != data:
                file = self.site.root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                if file.is_symlink():
                    file.unlink()
                file.write_bytes(data)

    def _edited(self) -> dict[str, bytes]:
        found = {}
        for name in ("content", "theme"):
            for file in sorted((self.site.root / name).rglob("*")):
                if file.is_symlink() or file.is_file():
                    data = file.read_bytes() if file.exists() else b""
                    found[file.relative_to(self.site.root).as_posix()] = data
        return found

    # Content

    def add(self) -> None:
        """A new article, event or counterpart."""
        self._number += 1
        day = self.chance.randint(1, 28)
        month = self.chance.randint(1, 11)
        kind = self.chance.choice(("news", "news", "news", "events"))
        path = f"{kind}/2026/a{self._number}.md"
        self._write(path, self._article(f"2026-{month:02}-{day:02}", kind))

    def _article(self, date: str, kind: str) -> str:
        hant = self.chance.random() < 0.5
        tags = self.chance.sample(_TAGS, self.chance.randint(0, 3))
        lines = [
            "---",
            f"title: 樣本{self.word()}{self.chance.randint(1, 99)}" if hant
            else f"title: 样本{self.word()}{self.chance.randint(1, 99)}",
            f"variant: {'zh-Hant-HK' if hant else 'zh-Hans-CN'}",
            f"date: {date}",
            f"section: {self.chance.choice(_SECTIONS)}",
            f"tags: [{', '.join(tags)}]",
        ]  # fmt: skip
        if self.chance.random() < 0.3:
            lines.append("source: {name: 樣本社}")
        if self.chance.random() < 0.3:
            lines.append("byline: [{role: reporter, name: 某甲, organisation: hkicm}]")
        if self.chance.random() < 0.3:
            lines.append("agreements: [frame]")
        if self.chance.random() < 0.2:
            lines.append("pick: {until: 2026-12-31}")
        if self.chance.random() < 0.1:
            lines.append("status: draft")
        if kind == "events":
            lines.append(f"event: {{start: {date}}}")
        return "\n".join([*lines, "---", self._body()])

    def _body(self) -> str:
        parts = [f"虛構的{self.word()}和{self.word()}。" for _ in range(self.chance.randint(1, 3))]
        if self.chance.random() < 0.3:
            parts.append(f"## 小題{self.word()}")
        if self.chance.random() < 0.3:
            parts.append(f"{self.chance.choice(_NAMES)}出席。")
        others = self.articles()
        if others and self.chance.random() < 0.3:
            parts.append(f"見[另文]({self.chance.choice(others)})。")
        return "\n\n".join(parts) + "\n"

    def word(self) -> str:
        """Some word."""
        return self.chance.choice(_WORDS)

    def body(self) -> None:
        """Another sentence, or other ones."""
        self.change(lambda text: text + f"\n再說{self.word()}{self.chance.random():.3f}。\n")

    def rewrite(self) -> None:
        """A whole new body."""
        self.change(lambda text: text.rpartition("---\n")[0] + "---\n" + self._body())

    def title(self) -> None:
        """Another title."""
        self.change(lambda text: re.sub(r"title: .*", f"title: 新題{self.word()}", text, count=1))

    def tag(self) -> None:
        """Other tags."""
        tags = ", ".join(self.chance.sample(_TAGS, self.chance.randint(0, 3)))
        self.change(lambda text: re.sub(r"tags: .*", f"tags: [{tags}]", text, count=1))

    def date(self) -> None:
        """Another date, of another year now and then, or in the future."""
        day = f"{self.chance.choice((2024, 2026, 2027))}-0{self.chance.randint(1, 9)}-11"
        self.change(lambda text: re.sub(r"date: .*", f"date: {day}", text, count=1))

    def slug(self) -> None:
        """Another address."""
        slug = f"slug: moved-{self.chance.randint(1, 999)}\n"
        self.change(lambda text: re.sub(r"(slug: .*\n)?tags:", f"{slug}tags:", text, count=1))

    def section(self) -> None:
        """Another section; now and then one that is not there."""
        name = self.chance.choice((*_SECTIONS, "nowhere"))
        self.change(lambda text: re.sub(r"section: .*", f"section: {name}", text, count=1))

    def status(self) -> None:
        """Published or not."""
        self.change(
            lambda text: (
                text.replace("status: draft\n", "")
                if "status: draft" in text
                else text.replace("---\n", "---\nstatus: draft\n", 1)
            )
        )

    def delete(self) -> None:
        """One article less, and the links to it broken, if there were any."""
        articles = self.articles()
        if len(articles) > 3:
            (self.root / self.chance.choice(articles)).unlink()

    def rename(self) -> None:
        """The same text under another name."""
        articles = self.articles()
        if articles:
            old = self.chance.choice(articles)
            self._number += 1
            (self.root / old).rename(self.root / old.rpartition("/")[0] / f"r{self._number}.md")

    def counterpart(self) -> None:
        """A text by hand in the other variant, or none any more."""
        articles = [path for path in self.articles() if path.count(".") == 1]
        if not articles:
            return
        path = self.chance.choice(articles)
        text = (self.root / path).read_text(encoding="utf-8")
        other = "zh-Hans-CN" if "zh-Hant-HK" in text else "zh-Hant-HK"
        file = self.root / path.replace(".md", f".{other}.md")
        if file.exists():
            file.unlink()
            return
        text = re.sub(r"variant: .*", f"variant: {other}", text)
        file.write_text(text + f"\n手寫{self.word()}。\n", encoding="utf-8")

    # What stands around the articles

    def glossary(self) -> None:
        """Another term, or none."""
        word = self.chance.choice(("合作", "软件", "发展"))
        line = f"{word}\t{word}{self.chance.choice('甲乙丙')}\n"
        head = "zh-Hans-CN\tzh-Hant-HK\n"
        self._write("glossary/site.tsv", head + self.chance.choice((line, "")))

    def register(self) -> None:
        """Another approved name."""
        sign = self.chance.choice("甲乙丙丁")
        self._write("organisations/hkicm.yaml", _organisation(f"樣本協會{sign}", f"样本协会{sign}"))

    def agreement(self) -> None:
        """Another commitment, date, party or place of an agreement, or another agreement."""
        due = f"2026-11-{self.chance.randint(1, 30):02}"
        lines = [
            f"commitments: [{{text: 承諾{self.word()}, due: {due}, owner: [hkicm]}}]",
            f"announced: 2022-0{self.chance.randint(1, 9)}-11",
            "parties: [hkicm]",
            f"place: {self.chance.choice(('nansha', 'nansha', 'nowhere'))}",
            "related: [{id: frame, relation: amends}]",
            "sources: [{publisher: 樣本社}]",
        ]
        told = "\n".join(self.chance.sample(lines, self.chance.randint(1, 6)))
        name = self.chance.choice(("frame", "second", "second"))
        if name == "frame":
            told = told.replace("related: [{id: frame, relation: amends}]", "status: announced")
        text = _agreement(f"樣本{self.word()}協議").replace("---\n", f"---\n{told}\n", 1)
        self._write(f"agreements/{name}.md", text + f"\n說明{self.word()}。\n")

    def record(self) -> None:
        """A body or person more, or one less."""
        alias = self.chance.choice(("樣會", "樣市"))
        names = "names: {zh-Hant-HK: 樣本市政府, zh-Hans-CN: 样本市政府}\n"
        path, text = self.chance.choice((
            ("organisations/city.yaml", f"{names}aliases: [{alias}]\n"),
            ("organisations/city.md", f"---\n{names}---\n\n說明{self.word()}。\n"),
            ("people/somebody.yaml", "names: {zh-Hant-HK: 某乙}\nroles: [{title: 主席}]\n"),
            ("policies/plan.md", "---\ntitle: 樣本方案\nvariant: zh-Hant-HK\n---\n"),
        ))  # fmt: skip
        file = self.root / path
        if file.exists() and self.chance.random() < 0.5:
            file.unlink()
        else:
            self._write(path, text)

    def taxonomy(self) -> None:
        """Another name of a section, or a declared tag."""
        if self.chance.random() < 0.5:
            self._write("sections.yaml", _sections(f"區域{self.word()}"))
        else:
            names = f"{{zh-Hant-HK: 峰會{self.word()}, zh-Hans-CN: 峰会}}"
            self._write("tags.yaml", f"- id: summit\n  names: {names}\n  aliases: [峰會]\n")

    def page(self) -> None:
        """Another title of a standing page, which every page names."""
        self._write("pages/about.md", _page(f"關於{self.word()}"))

    def template(self) -> None:
        """A designer's edit."""
        name, mark = self.chance.choice(_PLACES)
        file = self.site.root / "theme" / "templates" / name
        text = file.read_text("utf-8")
        note = f"<!-- {self.chance.random():.4f} -->"
        file.write_text(text.replace(mark, mark + note, 1), "utf-8")

    def style(self) -> None:
        """Another style sheet, and so another address for it."""
        file = self.site.root / "theme" / "static" / "hutong.css"
        file.write_text(file.read_text("utf-8") + f"\n/* {self.chance.random():.4f} */\n", "utf-8")

    def words(self) -> None:
        """Another word of the interface."""
        locale = self.chance.choice(("zh_Hant_HK", "zh_Hans_CN"))
        file = self.site.root / "theme/translations" / locale / "LC_MESSAGES/hutong.po"
        text = file.read_text("utf-8")
        word = f'msgid "Tags"\nmsgstr "標籤{self.word()}"'
        file.write_text(re.sub(r'msgid "Tags"\nmsgstr ".*"', word, text), "utf-8")

    def setting(self) -> None:
        """Another setting."""
        key, value = self.chance.choice((
            ("HUTONG_PAGE_SIZE", 2), ("HUTONG_PAGE_SIZE", 20), ("HUTONG_FEED_SIZE", 3),
            ("HUTONG_PUBLISHER", self.word()), ("SITEURL", "https://other.example/below"),
            ("HUTONG_LEAVE_OUT", ["months", "json-feeds"]), ("HUTONG_LEAVE_OUT", []),
            ("HUTONG_NOW", f"2026-11-{self.chance.randint(1, 30):02}T10:00:00+08:00"),
        ))  # fmt: skip
        self.overrides[key] = value

    # What is no edit of content

    def touch(self) -> None:
        """Times change, the content does not."""
        for path in self.articles():
            os.utime(self.root / path)

    def meddle(self) -> None:
        """Somebody changes, deletes or adds files in the output."""
        files = sorted(self.site.output.rglob("*.html"))
        if not files:
            return
        file = self.chance.choice(files)
        how = self.chance.random()
        if how < 0.4:
            file.write_bytes(b"x" * file.stat().st_size)
        elif how < 0.7:
            file.unlink()
        elif how < 0.85:
            (file.parent / "stray" / "deep").mkdir(parents=True, exist_ok=True)
        else:
            file.with_name("stray.html").write_text("stray")

    def nothing(self) -> None:
        """Built again for no reason."""

    # For all kinds of edits

    def append(self, text: str) -> None:
        """One article has a paragraph more."""
        self.change(lambda old: f"{old}\n{text}\n")

    def front(self, key: str, value: str) -> None:
        """One article has another value in its front matter, or none, if it is empty."""
        line = f"{key}: {value}\n" if value else ""

        def changed(text: str) -> str:
            head, gap, body = text.removeprefix("---\n").partition("---\n")
            return "---\n" + re.sub(rf"(?m)^{key}: .*\n", "", head) + line + gap + body

        self.change(changed)

    def any_file(self, pattern: str) -> str:
        """The path of some content file; empty if there is none of that pattern."""
        found = sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))
        return self.chance.choice(found) if found else ""

    @property
    def root(self) -> Path:
        """The content folder."""
        return self.site.root / "content"

    def articles(self) -> list[str]:
        """Paths of news and events."""
        return sorted(
            path.relative_to(self.root).as_posix()
            for kind in ("news", "events")
            for path in self.root.glob(f"{kind}/*/*.md")
        )

    def change(self, change: Callable[[str], str]) -> None:
        """Some article is other than it was."""
        articles = self.articles()
        if articles:
            file = self.root / self.chance.choice(articles)
            file.write_text(change(file.read_text("utf-8")), "utf-8")

    def _write(self, path: str, text: str) -> None:
        self.site.write(path, text)


_EDITS: Final[dict[str, Callable[[Edits], None]]] = {
    name: getattr(Edits, name)
    for name in (
        "add", "body", "rewrite", "title", "tag", "date", "slug", "section", "status", "delete",
        "rename", "counterpart", "glossary", "register", "agreement", "agreement", "record",
        "record", "taxonomy", "page", "template", "style",
        "words", "setting", "touch", "meddle", "nothing",
    )
} | RARE | BREAKING  # fmt: skip


def _sections(name: str) -> str:
    return (
        f"- id: cooperation\n  names: {{zh-Hant-HK: {name}, zh-Hans-CN: 区域合作}}\n"
        "  aliases: [區域合作]\n"
        "- id: finance\n  names: {zh-Hant-HK: 金融, zh-Hans-CN: 金融}\n"
    )


def _page(title: str) -> str:
    return f"---\ntitle: {title}\nvariant: zh-Hant-HK\ndate: 2026-01-01\n---\n只供測試。\n"


def _organisation(hant: str, hans: str) -> str:
    return f"names:\n  zh-Hant-HK: {hant}\n  zh-Hans-CN: {hans}\nkind: association\n"


def _agreement(title: str) -> str:
    return f"---\ntitle: {title}\nvariant: zh-Hant-HK\nsigned: 2023-06-18\n---\n虛構。\n"
