"""Writes the same articles for Hutong (a whole project) or for the peers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from bench.site import phrases as bank
from bench.site.articles import PICTURES, Article
from bench.site.terms import ORGANISATIONS, TERMS

LEFT_OUT: Final = (
    "months", "sources", "json-feeds", "section-feeds", "tag-feeds", "news-sitemap", "register",
)  # fmt: skip
"""What Hutong makes and no peer does: the setting HUTONG_LEAVE_OUT of the small site."""


def _quoted(text: str) -> str:
    """Text as YAML, whose double quotes are JSON's."""
    return json.dumps(text, ensure_ascii=False)


def for_hutong(article: Article) -> str:
    """The article with Hutong's front matter."""
    byline = "".join(f"- {{role: reporter, name: {_quoted(one)}}}\n" for one in article.reporters)
    return (
        f"---\ntitle: {_quoted(article.title)}\nvariant: {article.variant}\n"
        f"date: {article.date.isoformat()}\nsection: {_quoted(article.section)}\n"
        f"tags: {_quoted_all(article.tags)}\nsummary: {_quoted(article.summary)}\n"
        f"source:\n  name: {_quoted(article.source)}\nbyline:\n{byline}---\n\n{article.body}"
    )


def for_yaml(article: Article) -> str:
    """The article with the front matter that Hugo, Eleventy and Hexo share."""
    return (
        f"---\ntitle: {_quoted(article.title)}\nlang: {article.script}\n"
        f"date: {article.date.isoformat()}\ncategory: {_quoted(article.section)}\n"
        f"categories: {_quoted_all([article.section])}\ntags: {_quoted_all(article.tags)}\n"
        f"slug: {article.slug}\nsummary: {_quoted(article.summary)}\n"
        f"origin: {_quoted(article.source)}\nreporters: {_quoted_all(article.reporters)}\n"
        f"---\n\n{article.body}"
    )


def for_pelican(article: Article) -> str:
    """The article with plain Pelican's header lines."""
    return (
        f"Title: {article.title}\nLang: {article.script}\nDate: {article.date:%Y-%m-%d %H:%M}\n"
        f"Category: {article.section}\nTags: {', '.join(article.tags)}\nSlug: {article.slug}\n"
        f"Summary: {article.summary}\nOrigin: {article.source}\n"
        f"Authors: {', '.join(article.reporters)}\n\n{article.body}"
    )


def _quoted_all(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"


FORMS: Final[Mapping[str, tuple[str, Callable[[Article], str]]]] = {
    "hutong": ("content/news", for_hutong),
    "yaml": ("articles", for_yaml),
    "pelican": ("articles", for_pelican),
}
"""Form → where its articles go, and how one is written."""


def write_articles(out: Path, form: str, articles: Iterable[Article]) -> int:
    """Write the articles, one file each below their year; how many there were."""
    below, text_of = FORMS[form]
    years: dict[int, Path] = {}
    count = 0
    for article in articles:
        folder = years.get(article.date.year)
        if folder is None:
            folder = years[article.date.year] = out / below / str(article.date.year)
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{article.slug}.md").write_text(text_of(article), encoding="utf-8")
        count += 1
    return count


def write_pictures(folder: Path) -> None:
    """Small pictures, each of another colour, for the articles to show."""
    from PIL import Image, ImageDraw

    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(PICTURES):
        picture = Image.new("RGB", (480, 270), (20 + 8 * number, 90, 220 - 7 * number))
        pen = ImageDraw.Draw(picture)
        pen.rectangle((40, 180 - 5 * number, 440, 240), fill=(240, 235, 220))
        picture.save(folder / name, "WEBP", quality=70)


def write_project(out: Path, *, theme: Path, plugins: Path, left_out: Iterable[str]) -> None:
    """Everything of a Hutong project but its articles."""
    content = out / "content"
    for below in ("glossary", "organisations"):
        (content / below).mkdir(parents=True, exist_ok=True)
    sections = "".join(
        f"- id: {key}\n  names: {{zh-Hant-HK: {hant}, zh-Hans-CN: {hans}}}\n"
        for key, hant, hans in bank.SECTIONS
    )
    (content / "sections.yaml").write_text(sections, encoding="utf-8")
    terms = "".join(f"{hant}\t{hans}\t虛構樣本\n" for hant, hans in sorted(TERMS))
    (content / "glossary" / "terms.tsv").write_text(GLOSSARY_HEAD + terms, encoding="utf-8")
    for key, hant, hans in ORGANISATIONS:
        names = f"names:\n  zh-Hant-HK: {hant}\n  zh-Hans-CN: {hans}\nkind: regulator\n"
        (content / "organisations" / f"{key}.yaml").write_text(names, encoding="utf-8")
    write_pictures(content / "images")
    settings = _settings(plugins, tuple(left_out))
    (out / "pelicanconf.py").write_text(settings, encoding="utf-8")
    link = out / "theme"
    link.unlink(missing_ok=True)
    link.symlink_to(theme.resolve(), target_is_directory=True)


GLOSSARY_HEAD: Final = "zh-Hant-HK\tzh-Hans-CN\tnote\n"
_SETTINGS: Final = '''"""Settings of an invented site; made by bench/site/corpus.py."""

import sys

sys.path.insert(0, {plugins!r})

PELICAN_CLASS = "pelican_hutong.HutongPelican"
SITENAME = "潮聲樣本"
SITEURL = "https://news.example.org"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "Asia/Hong_Kong"
DEFAULT_LANG = "zh-hant-hk"
HUTONG_PUBLISHER = "潮聲樣本"
HUTONG_NOW = "2026-01-01T00:00"
HUTONG_VARIANTS = [
    {{
        "tag": "zh-Hant-HK",
        "hreflang": "zh-Hant",
        "locale": "zh_Hant_HK",
        "prefix": "zh-hant",
        "label": "繁體",
        "og_locale": "zh_HK",
        "site_name": "潮聲樣本",
        "tagline": "虛構地方的虛構新聞，只供量度速度",
    }},
    {{
        "tag": "zh-Hans-CN",
        "hreflang": "zh-Hans",
        "locale": "zh_Hans_CN",
        "prefix": "zh-hans",
        "label": "简体",
        "og_locale": "zh_CN",
        "site_name": "潮声样本",
        "tagline": "虚构地方的虚构新闻，只供量度速度",
    }},
]
HUTONG_SHARE = ["wechat", "weibo", "whatsapp", "facebook", "x", "email", "copy"]
'''


def _settings(plugins: Path, left_out: tuple[str, ...]) -> str:
    """The settings file; without a line for what is left out when nothing is."""
    text = _SETTINGS.format(plugins=str(plugins.resolve()))
    return text + (f"HUTONG_LEAVE_OUT = {list(left_out)!r}\n" if left_out else "")
