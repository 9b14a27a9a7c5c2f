"""What may be done with the data of a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


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
    parts = ("name", "url", "titles")
    if not isinstance(value, Mapping) or set(value) - set(parts) or not value.get("name"):
        wrong.append("HUTONG_LICENCE is no mapping with name (SPDX), url, and titles by variant")
        return CC_BY
    titles = dict(value.get("titles") or {})
    return Licence(str(value["name"]), str(value.get("url") or ""), tuple(titles.items()))
