"""A large sample table with random names of common characters: as hard to compress as real ones."""

from __future__ import annotations

import random
from dataclasses import replace

from hutong.views.records import AgreementTableView, LinkView, PartyLinkView
from tests.theme.overviews import table
from tests.theme.parts import Script

_HANT = (
    "協議框架合作發展人才工程技術創新科技金融貿易投資青年就業教育醫療"
    "海關港口運輸數據標準規則機制資格互認專業服務園區基建環境文化旅遊體育法律仲裁會計測量建築物流電力"
)
_HANS = (
    "协议框架合作发展人才工程技术创新科技金融贸易投资青年就业教育医疗"
    "海关港口运输数据标准规则机制资格互认专业服务园区基建环境文化旅游体育法律仲裁会计测量建筑物流电力"
)
_SYLLABLES = (
    "bay", "port", "talent", "skill", "trade", "fund", "city", "sea", "tech", "data", "rule",
    "care", "road", "rail", "court", "youth", "green", "smart", "union", "north", "south",
)  # fmt: skip


def large_table(s: Script, agreements: int = 1000, organisations: int = 3000) -> AgreementTableView:
    """The table of a register of that size; the same every time."""
    dice = random.Random(5)  # noqa: S311 - nobody is to be kept from guessing it
    names: dict[str, PartyLinkView] = {}
    view = table(s, agreements, organisations)

    def words(least: int, most: int) -> str:
        picked = [dice.randrange(len(_HANT)) for _ in range(dice.randint(least, most))]
        return "".join(s.t(_HANT, _HANS)[at] for at in picked)

    def slug() -> str:
        return "-".join(dice.sample(_SYLLABLES, 3)) + f"-{dice.randrange(10**6)}"

    def party(link: PartyLinkView) -> PartyLinkView:
        if link.url not in names:
            url = s.url(f"organisations/{slug()}/")
            names[link.url] = replace(link, text=words(6, 14), url=url)
        return names[link.url]

    def also() -> str:
        """The full title, both of the other edition, and one in English of three."""
        english = " ".join(dice.choice(_SYLLABLES) for _ in range(9))
        names = [words(20, 40), words(20, 40), words(8, 16)]
        return "|".join([*names, english] if dice.random() < 1 / 3 else names)

    rows = tuple(
        replace(
            one,
            also=also(),
            row=replace(
                one.row,
                link=LinkView(text=words(16, 32), url=s.url(f"agreements/{slug()}/")),
                parties=tuple(party(link) for link in one.row.parties),
            ),
        )
        for one in view.rows
    )
    return replace(view, rows=rows)
