"""A whole small site, byte for byte, in both scripts: any change shows up as a reviewed diff."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from tests.small import SmallSite, small_site, tree

EXPECTED: Final = Path(__file__).resolve().parent / "expected"
ARTICLE: Final = """---
title: 樣本框架協議簽署
variant: zh-Hant-HK
date: 2026-05-06 10:00
modified: 2026-05-07 08:30
section: finance
tags: [峯會, GBA]
summary: 虛構的樣本：兩個機構簽署框架協議。
dateline: 樣本市5月6日
source: {name: 樣本報, url: "https://example.org/a", published: 2026-05-05}
byline:
  - {role: reporter, name: 范樣本, organisation: bureau}
  - {role: photographer, name: 余樣本}
event: {start: 2026-05-05 09:00, end: 2026-05-05 11:00, place: 樣本廳}
agreements: [deal]
pick: {until: 2027-01-01}
corrections: [{date: 2026-05-07, text: 更正了出席人數。}]
---
樣本市與樣本縣發布《合作協議》，意味著關稅下降3.5%，詳見[關於本站](../../pages/about.md)。

## 內容

1.完善**機制，**加強“合作”。
2.`頭發.txt`與 https://example.org/發展 不變；-{zh-hant:軟件;zh-hans:软件}-與-{后}-照寫。

| 年份 | 金額 |
| --- | --- |
| 2026 | 10萬元 |

::: facts
- 生效日期：2026年5月6日
:::

::: newslink 樣本背景
### 一、甚麼是樣本？
樣本是虛構的。
:::

::: notes online
:::

註腳[^1]。

[^1]: 虛構的註腳。
"""
FILES: Final = {
    "news/2026/framework.md": ARTICLE,
    "organisations/bureau.yaml": (
        "names: {zh-Hant-HK: 樣本局, zh-Hans-CN: 样本局}\nwebsite: https://example.org/\n"
    ),
    "agreements/deal.md": (
        "---\ntitle: 樣本協議\nvariant: zh-Hant-HK\ntexts: [{url: https://example.org/deal}]\n"
        "sources: [{publisher: 樣本報}]\n---\n"
    ),
    "snippets/online.zh-Hant-HK.md": "請先登記。\n",
    "snippets/online.zh-Hans-CN.md": "请先报名。\n",
    "snippets/online.en.md": "Please register first.\n",
    "glossary/terms.tsv": "zh-Hant-HK\tzh-Hans-CN\n樣本廳\t样本厅\n",
    "files/table.csv": "a,b\n1,2\n",
}


def golden_site(root: Path) -> SmallSite:
    """The small site with one article that uses everything."""
    site = small_site(root)
    for path, text in FILES.items():
        site.write(path, text)
    return site


def test_the_small_site_is_what_was_reviewed(tmp_path: Path) -> None:
    """Every page, feed and sitemap equals the reviewed one; see ``invoke golden --accept``."""
    site = golden_site(tmp_path)
    report = site.build()
    assert report.summary.warnings == ()
    built = {
        path: data
        for path, data in tree(site.output).items()
        if not path.startswith("assets/") and path != ".hutong-manifest"
    }
    if os.environ.get("HUTONG_ACCEPT_GOLDEN"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for path, data in built.items():
            file = EXPECTED / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    expected = tree(EXPECTED)
    assert sorted(built) == sorted(expected)
    differing = [path for path in built if built[path] != expected[path]]
    assert differing == []
