"""What may be done with the data of a site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeGuard

_ADDRESS: Final = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:[/?#][^\s\"<>\\]*)?")


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be done with the data of a site: its SPDX identifier, address, titles by tag."""

    name: str
    url: str
    titles: tuple[tuple[str, str], ...] = ()

    def title(self, tag: str) -> str:
        """What it is called in an edition."""
        return dict(self.titles).get(tag, self.name)


CC_BY: Final = Licence(
    "CC-BY-4.0",
    "https://creativecommons.org/licenses/by/4.0/",
    (
        ("zh-Hant-HK", "共享創意署名 4.0 國際授權條款"),
        ("zh-Hant-MO", "共享創意署名 4.0 國際授權條款"),
        ("zh-Hant-TW", "創用CC 姓名標示 4.0 國際授權條款"),
        ("zh-Hans-CN", "知识共享署名 4.0 国际许可协议"),
    ),
)
"""The licence of the demo site, and of every site that names no other."""


def read_licence(value: object, wrong: list[str]) -> Licence:
    """The licence of a setting; what is wrong with it goes to ``wrong``."""
    if value is None:
        return CC_BY
    if not isinstance(value, Mapping) or set(value) - {"name", "url", "titles"}:
        wrong.append("HUTONG_LICENCE is no mapping with name (SPDX), url, and titles by variant")
        return CC_BY
    name, url, titles = value.get("name"), value.get("url"), value.get("titles", {})
    if not isinstance(name, str) or not name:
        wrong.append("HUTONG_LICENCE has no 'name': write the SPDX identifier, such as CC0-1.0")
    elif not isinstance(url, str) or not _ADDRESS.fullmatch(url):
        wrong.append("HUTONG_LICENCE has no 'url' that begins with https:// or http://")
    elif not _is_titles(titles):
        wrong.append("HUTONG_LICENCE has 'titles' that are no mapping from variants to words")
    else:
        return Licence(name, url, tuple(titles.items()))
    return CC_BY


def _is_titles(value: object) -> TypeGuard[Mapping[str, str]]:
    return isinstance(value, Mapping) and all(
        isinstance(one, str) and one for pair in value.items() for one in pair
    )
