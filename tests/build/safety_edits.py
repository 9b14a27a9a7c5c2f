"""Edits that are rarer, and what must be mended before a site builds again."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from PIL import Image

if TYPE_CHECKING:
    from tests.edits import Edits

_FORMATS: Final = {"png": "PNG", "jpg": "JPEG", "gif": "GIF"}
_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>'
_HEADING: Final = "## 會合之處 {#there}"
_EXTRA: Final = "theme/templates/partials/extra.html"
_ASKS: Final = '{% include "partials/extra.html" ignore missing %}'
_MARKED: Final = "{{ (page.title or '')|marked }}{{ colophon }}"
_NOON: Final = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Hong_Kong"))
_TOO_LARGE: Final = 3_000_000


# Pictures, attachments, snippets


def picture(edits: Edits) -> None:
    """A new picture, another of another size in its place, or none any more."""
    name = f"images/p{edits.chance.randint(1, 3)}.{edits.chance.choice((*_FORMATS, 'svg'))}"
    file = edits.root / name
    if file.exists() and edits.chance.random() < 0.3:
        file.unlink()
        return
    width = edits.chance.choice((60, 300, 500, 1000))
    suffix = file.suffix[1:]
    if suffix == "svg":
        edits.site.write(name, _SVG.format(width))
        return
    out = BytesIO()
    colour = tuple(edits.chance.randint(0, 255) for _ in range(3))
    Image.new("RGB", (width, width // 2), colour).save(out, _FORMATS[suffix])
    edits.site.write(name, out.getvalue())


def show_picture(edits: Edits) -> None:
    """An article shows a picture: before its text, in it, or in a figure with a caption."""
    path = edits.any_file("images/*")
    if not path:
        return
    how = edits.chance.randint(0, 2)
    if how == 0:
        edits.front("image", f"{{src: {path}, alt: 圖{edits.word()}}}")
    elif how == 1:
        edits.append(f"![圖{edits.word()}]({path})")
    else:
        edits.append(f"::: figure {path}\nalt: 圖\ncaption: 說明{edits.word()}\n:::")


def no_picture(edits: Edits) -> None:
    """All articles do without pictures, attachments and snippets again."""
    for path in edits.articles():
        file = edits.root / path
        text = re.sub(r"image: .*\n", "", file.read_text("utf-8"))
        text = re.sub(r"(?s)\n::: (figure|notes).*?:::", "", text)
        text = re.sub(r"\n!?\[[^]\n]*\]\((images|files)/[^)]*\)", "", text)
        file.write_text(text.replace(", notes: note}", "}"), "utf-8")


def attachment(edits: Edits) -> None:
    """A file to fetch: new, changed, gone, or linked to."""
    name = f"files/f{edits.chance.randint(1, 3)}.csv"
    file = edits.root / name
    how = edits.chance.random()
    if how < 0.5 or not file.exists():
        edits.site.write(name, f"a,b\n1,{edits.chance.random()}\n")
    if how < 0.2:
        file.unlink()
    elif how > 0.4:
        edits.append(f"[附件]({name})")


def snippet(edits: Edits) -> None:
    """A text that several pages share: other words, one language less, or one page more."""
    for tag in ("zh-Hant-HK", "zh-Hans-CN", "en"):
        file = edits.root / f"snippets/note.{tag}.md"
        if edits.chance.random() < 0.3:
            file.unlink(missing_ok=True)
        elif edits.chance.random() < 0.6 or not file.exists():
            link = "見[關於](../pages/about.md)。" if edits.chance.random() < 0.3 else ""
            edits.site.write(f"snippets/note.{tag}.md", f"1. 須知{edits.word()}。{link}\n")
    if edits.chance.random() < 0.6:
        edits.append("::: notes note\n:::")
    else:
        edits.change(lambda text: re.sub(r"(event: \{start: [\d-]+)\}", r"\1, notes: note}", text))


# Conversion


def decision(edits: Edits) -> None:
    """Somebody decided how a character is to be converted; some sentences are gone already."""
    head = "path\tvariant\tsentence\tat\tbefore\tchoice\tnote\n"
    rows = set()
    for path in edits.articles():
        text = (edits.root / path).read_text("utf-8")
        sentences = re.findall(r"^(虛構的.*?。)", text, re.MULTILINE)
        if sentences and edits.chance.random() < 0.5:
            target = "zh-Hans-CN" if "variant: zh-Hant-HK" in text else "zh-Hant-HK"
            choice = edits.chance.choice("甲乙构構")
            rows.add(f"{path}\t{target}\t{edits.chance.choice(sentences)}\t1\t構\t{choice}\t\n")
    edits.site.write("decisions.tsv", head + "".join(sorted(rows)))


def topic(edits: Edits) -> None:
    """Terms for articles that ask for them: other ones, none, or one article more that asks."""
    word = edits.chance.choice(("合作", "軟件", "發展"))
    sign = edits.chance.choice("甲乙丙")
    text = f"zh-Hant-HK\tzh-Hans-CN\n{word}\t{word}{sign}\n"
    file = edits.root / "glossary/topics/computing.tsv"
    if file.exists() and edits.chance.random() < 0.2:
        file.unlink()
    else:
        edits.site.write("glossary/topics/computing.tsv", text)
    if edits.chance.random() < 0.7:
        edits.front("glossary", "{topics: [computing]}")


def page_terms(edits: Edits) -> None:
    """A term that holds in one article, or none any more."""
    sign = edits.chance.choice("甲乙丙")
    terms = f"{{terms: [{{zh-Hant-HK: 合作, zh-Hans-CN: 协作{sign}}}]}}"
    edits.front("glossary", edits.chance.choice((terms, "")))


def markup(edits: Edits) -> None:
    """A place that is converted by hand."""
    edits.append(
        edits.chance.choice((
            "用-{于}-此處。", "用-{zh-hans:软件;zh-hant:軟體}-。",
            "用-{A|zh-hans:里程碑;zh-hant:里程碑石}-，又里程碑。", "用-{于此。",
        ))
    )  # fmt: skip


# Links, corrections, moments


def anchor(edits: Edits) -> None:
    """A heading that others may link to comes or goes; or somebody links to it."""
    articles = edits.articles()
    how = edits.chance.random()
    if how < 0.4 and articles:
        edits.append(f"見[那一節]({edits.chance.choice(articles)}#there)。")
    elif how < 0.8:
        edits.append(_HEADING)
    else:
        edits.change(lambda text: text.replace(_HEADING, "## 會合之處"))


def correction(edits: Edits) -> None:
    """A correction, of today, of long ago, or of a day that is still to come."""
    day = edits.chance.choice(("2026-03-04", "2026-11-22", "2026-11-23", "2027-05-01"))
    edits.front("corrections", f"[{{date: {day}, text: 更正{edits.word()}}}]")


def moment(edits: Edits) -> None:
    """An article appears, changes or goes away soon, or did a moment ago."""
    at = _NOON + timedelta(minutes=edits.chance.choice((-90, -1, 0, 1, 90, 1440)))
    key = edits.chance.choice(("embargo", "expires", "modified", "date"))
    edits.front(key, f"{at:%Y-%m-%d %H:%M}")


def event(edits: Edits) -> None:
    """An event begins and ends around now."""
    begin = _NOON + timedelta(minutes=edits.chance.choice((-2000, -60, -1, 30, 2000)))
    end = begin + timedelta(minutes=edits.chance.choice((30, 90, 3000)))
    made = f"{{start: {begin:%Y-%m-%d %H:%M}, end: {end:%Y-%m-%d %H:%M}, place: 某地}}"
    edits.change(lambda text: re.sub(r"event: \{.*", f"event: {made}", text))


def clock(edits: Edits) -> None:
    """Time goes on, or back."""
    steps = (-86400, -5400, -61, -1, 0, 1, 59, 60, 1800, 5400, 86400, 172801, 40_000_000)
    edits.overrides["HUTONG_NOW"] = (
        _NOON + timedelta(seconds=edits.chance.choice(steps))
    ).isoformat()


def figures(edits: Edits) -> None:
    """Other figures in one of two texts that should agree."""
    edits.append(f"增加{edits.chance.choice((3.5, 5.3, 12))}%。")


# Folders, links of the file system, what stands beside


def folder(edits: Edits) -> None:
    """A folder of articles under another name."""
    folders = sorted(path for path in edits.root.glob("news/*") if path.is_dir())
    if folders:
        old = edits.chance.choice(folders)
        new = old.with_name(edits.chance.choice(("2025", "2026", "2027", "其他")))
        if not new.exists():
            old.rename(new)


def symlink(edits: Edits) -> None:
    """A link to an article or picture: new, led elsewhere, broken, or gone."""
    kind, name = edits.chance.choice((("news", "news/linked.md"), ("images", "images/linked.png")))
    link = edits.root / name
    if link.is_symlink() and edits.chance.random() < 0.3:
        link.unlink()
        return
    targets = [
        path
        for path in sorted(edits.root.glob(f"{kind}/**/*{link.suffix}"))
        if path.is_file() and path != link
    ]
    if targets and link.parent.is_dir():
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(edits.chance.choice(targets), link.parent))


def stray(edits: Edits) -> None:
    """A file that nobody reads, or that editors' programs leave behind."""
    name = edits.chance.choice(("notes.txt", ".hidden.md", "news/2026/~a.md", "news/odd.txt"))
    file = edits.root / name
    if file.exists():
        file.unlink()
    else:
        edits.site.write(name, "---\n")


def source(edits: Edits) -> None:
    """A medium that articles come from gets a name of its own, or another address."""
    word = edits.word()
    edits.site.write(
        "sources.yaml",
        f"- id: sample\n  names: {{zh-Hant-HK: 樣本社{word}, zh-Hans-CN: 样本社}}\n"
        "  aliases: [樣本社]\n",
    )


def agreement(edits: Edits) -> None:
    """An agreement that articles name has another title."""
    text = "---\ntitle: 框架{0}\nvariant: zh-Hant-HK\nsigned: 2023-06-18\n---\n虛構{0}。\n"
    edits.site.write("agreements/frame.md", text.format(edits.word()))


# Theme and settings


def partial(edits: Edits) -> None:
    """A template that others ask for if it is there comes, changes or goes."""
    footer = edits.site.root / "theme/templates/partials/footer.html"
    text = footer.read_text("utf-8")
    if _ASKS not in text:
        footer.write_text(text.replace("</nav>", f"</nav>{_ASKS}", 1), "utf-8")
    extra = edits.site.root / _EXTRA
    if extra.exists() and edits.chance.random() < 0.4:
        extra.unlink()
    else:
        extra.write_text(f"<p>{edits.chance.random():.4f}</p>", "utf-8")


def static(edits: Edits) -> None:
    """A file of the theme comes, changes or goes."""
    file = edits.site.root / f"theme/static/extra{edits.chance.randint(1, 2)}.txt"
    if file.exists() and edits.chance.random() < 0.5:
        file.unlink()
    else:
        file.write_text(str(edits.chance.random()), "utf-8")


def filters(edits: Edits) -> None:
    """Other filters and globals of the site's own."""
    page = edits.site.root / "theme/templates/article.html"
    text = page.read_text("utf-8")
    if _MARKED not in text:
        mark = "{% block content %}"
        page.write_text(text.replace(mark, mark + _MARKED, 1), "utf-8")
    edits.overrides["JINJA_FILTERS"] = {"marked": edits.chance.choice((_upper, _starred))}
    edits.overrides["JINJA_GLOBALS"] = {"colophon": edits.chance.choice(("甲", "乙", ["丙"]))}


def _upper(text: object) -> str:
    return str(text).upper()


def _starred(text: object) -> str:
    return f"*{text}*"


def retention(edits: Edits) -> None:
    """Some names in the output are not ours, or are again."""
    keep = edits.chance.choice(([], ["CNAME"], ["CNAME", "extra"]))
    edits.overrides["OUTPUT_RETENTION"] = keep
    edits.site.output.mkdir(exist_ok=True)
    if "CNAME" in keep:
        (edits.site.output / "CNAME").write_text("news.example")
    if "extra" in keep:
        (edits.site.output / "extra/deep").mkdir(parents=True, exist_ok=True)


def editions(edits: Edits) -> None:
    """An edition has another name or style, or shares otherwise."""
    from tests.small import VARIANTS

    quotes = edits.chance.choice(("keep", "corner", "curly"))
    name = f"樣本站{edits.word()}"
    first: dict[str, Any] = {**VARIANTS[0], "quotes": quotes, "site_name": name}
    edits.overrides["HUTONG_VARIANTS"] = [first, VARIANTS[1]]
    edits.overrides["HUTONG_SHARE"] = edits.chance.choice((["x"], ["wechat", "copy"], []))


# What stops a build


def no_section(edits: Edits) -> None:
    """A section goes though articles are in it, and is there again with the next edit of it."""
    text = "- id: finance\n  names: {zh-Hant-HK: 金融, zh-Hans-CN: 金融}\n"
    edits.site.write("sections.yaml", text)


def twice(edits: Edits) -> None:
    """Two texts for one address."""
    articles = edits.articles()
    if articles:
        old = edits.root / edits.chance.choice(articles)
        other = old.with_name("same.md")
        text = old.read_text("utf-8")
        if not other.exists() and "slug:" not in text:
            text = text.replace("tags:", f"slug: {old.name.partition('.')[0]}\ntags:", 1)
            other.write_text(text, "utf-8")


def undecodable(edits: Edits) -> None:
    """A file in an encoding of the past."""
    edits.site.write("news/broken.md", "---\ntitle: 樣本\n---\n發展\n".encode("big5"))


def too_large(edits: Edits) -> None:
    """A file that is no text of a sane size."""
    edits.site.write("news/large.md", b"---\n" + b"x" * _TOO_LARGE)


RARE: Final[dict[str, Callable[[Edits], None]]] = {
    one.__name__: one
    for one in (
        picture, show_picture, no_picture, attachment, snippet, decision, topic, page_terms, markup,
        anchor, correction, moment, event, clock, figures, folder, symlink, stray, source,
        agreement, partial, static, filters, retention, editions,
    )
}  # fmt: skip
BREAKING: Final[dict[str, Callable[[Edits], None]]] = {
    one.__name__: one for one in (no_section, twice, undecodable, too_large)
}
