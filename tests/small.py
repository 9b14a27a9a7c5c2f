"""A small site in a temporary folder: few files, the real theme, a fixed clock."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hutong.build.site import BuildReport, build_site
from hutong.settings import HutongSettings, read_settings

THEME: Final = Path(__file__).resolve().parent.parent / "theme"
NOW: Final = "2026-11-22T12:00:00+08:00"
VARIANTS: Final = [
    {
        "tag": "zh-Hant-HK",
        "hreflang": "zh-Hant",
        "locale": "zh_Hant_HK",
        "prefix": "zh-hant",
        "label": "繁體",
        "og_locale": "zh_HK",
        "site_name": "樣本站",
        "tagline": "只供測試的樣本",
    },
    {
        "tag": "zh-Hans-CN",
        "hreflang": "zh-Hans",
        "locale": "zh_Hans_CN",
        "prefix": "zh-hans",
        "label": "简体",
        "og_locale": "zh_CN",
        "site_name": "样本站",
        "tagline": "只供测试的样本",
    },
]
HANT: Final = """---
title: 樣本協議簽署
variant: zh-Hant-HK
date: 2026-03-02 09:30
section: cooperation
tags: [峰會, 協議]
---
這是虛構的樣本新聞。兩地發布合作文件，意味著合作夥伴增加3.5%。
"""
HANS: Final = """---
title: 样本联盟成立
variant: zh-Hans-CN
date: 2026-04-05
section: cooperation
tags: [峰会]
---
这是虚构的样本新闻。联盟发布计划，首批成员12家。
"""
SECTIONS: Final = """- id: cooperation
  names: {zh-Hant-HK: 區域合作, zh-Hans-CN: 区域合作}
- id: finance
  names: {zh-Hant-HK: 金融, zh-Hans-CN: 金融}
"""
ABOUT: Final = """---
title: 關於本站
variant: zh-Hant-HK
date: 2026-01-01
---
只供測試。
"""


@dataclass(frozen=True, slots=True)
class SmallSite:
    """A project folder with content to change."""

    root: Path

    @property
    def output(self) -> Path:
        """The folder it builds into."""
        return self.root / "output"

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a content file."""
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def settings(self, **overrides: Any) -> HutongSettings:
        """Its settings, checked."""
        found = {
            "SITEURL": "https://news.example",
            "TIMEZONE": "Asia/Hong_Kong",
            "THEME": str(THEME),
            "HUTONG_VARIANTS": VARIANTS,
            "HUTONG_SHARE": ["wechat", "x", "email", "copy"],
            "HUTONG_NOW": NOW,
            **overrides,
        }
        return read_settings(found, project=self.root)

    def build(self, **overrides: Any) -> BuildReport:
        """Build it."""
        return build_site(self.settings(**overrides))

    def page(self, path: str) -> str:
        """The text of a built page."""
        return (self.output / path / "index.html").read_text(encoding="utf-8")


def small_site(root: Path) -> SmallSite:
    """Two articles, one in each script, a page, two sections."""
    site = SmallSite(root)
    site.write("news/2026/agreement.md", HANT)
    site.write("news/2026/alliance.md", HANS)
    site.write("pages/about.md", ABOUT)
    site.write("sections.yaml", SECTIONS)
    return site


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def copied(site: SmallSite, to: Path) -> SmallSite:
    """The same content in another project folder."""
    shutil.copytree(site.root / "content", to / "content")
    return SmallSite(to)
