"""Writes an invented register: agreements between organisations, the same for the same seed.

    python bench/site/records.py OUT --agreements 1000 --organisations 3000 --seed 1

Every name says that it is a sample. Half of the agreements are in Traditional, half in Simplified.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # so that it also runs as a file

from bench.site.forms import write_project

ROOT: Final = Path(__file__).resolve().parents[2]
TAGS: Final = ("zh-Hant-HK", "zh-Hans-CN")
_HANT: Final = (
    "協作發展創業產學貿易職業技術環境運輸護養標準園區會計測量醫藥衛體數據綠電實驗國際聯盟"
)
_HANS: Final = (
    "协作发展创业产学贸易职业技术环境运输护养标准园区会计测量医药卫体数据绿电实验国际联盟"
)
_TYPES: Final = ("framework", "memorandum", "arrangement", "alliance", "protocol", "agreement")
_KINDS: Final = ("government", "institution", "university", "enterprise", "association")
_REGIONS: Final = ("hong-kong", "macao", "guangdong", "mainland")
_PLACES: Final = (
    ("hong-kong", "香港", "香港"),
    ("macao", "澳門", "澳门"),
    ("nansha", "南沙", "南沙"),
)
_SUBJECTS: Final = (
    ("talent", "人才", "人才"),
    ("trade", "貿易", "贸易"),
    ("green", "綠色", "绿色"),
)
_CITIES: Final = (
    ("香港", "香港"), ("澳門", "澳门"), ("廣州", "广州"), ("深圳", "深圳"), ("珠海", "珠海"),
    ("佛山", "佛山"), ("中山", "中山"), ("東莞", "东莞"), ("惠州", "惠州"), ("江門", "江门"),
)  # fmt: skip
_ENDINGS: Final = (
    ("局", "局"), ("協會", "协会"), ("大學", "大学"), ("委員會", "委员会"), ("公司", "公司"),
    ("研究院", "研究院"),
)  # fmt: skip
_SENTENCES: Final = (
    ("雙方每年召開一次會議，檢討進展。", "双方每年召开一次会议，检讨进展。"),
    ("設立聯絡小組，處理日常事務。", "设立联络小组，处理日常事务。"),
    ("共同舉辦培訓課程，互認考核結果。", "共同举办培训课程，互认考核结果。"),
    ("開放實驗設備，供對方的機構使用。", "开放实验设备，供对方的机构使用。"),
)


def write_register(out: Path, *, agreements: int, organisations: int, seed: int) -> None:
    """Write the records, and the places and subjects that they name, below ``out``."""
    dice = random.Random(seed)  # noqa: S311 - nobody is to be kept from guessing it
    for folder in ("agreements", "organisations"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    (out / "places.yaml").write_text(_terms(_PLACES), "utf-8")
    (out / "tags.yaml").write_text(_terms(_SUBJECTS), "utf-8")
    for number in range(organisations):
        path = out / "organisations" / f"sample-body-{number}.yaml"
        path.write_text("\n".join(_organisation(number, dice)) + "\n", "utf-8")
    for number in range(agreements):
        path = out / "agreements" / f"sample-agreement-{number}.md"
        path.write_text("\n".join(_agreement(number, organisations, dice)) + "\n", "utf-8")


def _terms(terms: Sequence[tuple[str, str, str]]) -> str:
    return "".join(
        f"- id: {id_}\n  names: {{{TAGS[0]}: {hant}, {TAGS[1]}: {hans}}}\n"
        for id_, hant, hans in terms
    )


def _words(dice: random.Random, count: int) -> tuple[str, str]:
    picked = [dice.randrange(len(_HANT)) for _ in range(count)]
    return "".join(_HANT[at] for at in picked), "".join(_HANS[at] for at in picked)


def _organisation(number: int, dice: random.Random) -> Iterator[str]:
    hant, hans = _words(dice, dice.randint(4, 10))
    city, kind = dice.choice(_CITIES), dice.choice(_ENDINGS)
    yield "names:"
    yield f"  {TAGS[0]}: {city[0]}樣本{hant}{number}號{kind[0]}"
    yield f"  {TAGS[1]}: {city[1]}样本{hans}{number}号{kind[1]}"
    yield f"  en: Sample Body {number}"
    yield f"kind: {dice.choice(_KINDS)}"
    yield f"region: {dice.choice(_REGIONS)}"
    yield f"website: https://example.org/{number}/"


def _agreement(number: int, organisations: int, dice: random.Random) -> Iterator[str]:
    script = number % 2
    title = _words(dice, dice.randint(6, 16))[script]
    year, month, day = dice.randint(2003, 2026), dice.randint(1, 12), dice.randint(1, 28)
    parties = dice.sample(range(organisations), min(dice.randint(2, 5), organisations))
    yield "---"
    yield f"title: {('樣本', '样本')[script]}{title}{number}{('號協議', '号协议')[script]}"
    yield f"variant: {TAGS[script]}"
    yield f"type: {dice.choice(_TYPES)}"
    yield "status: signed"
    yield f"signed: {year}-{month:02}-{day:02}"
    yield f"place: {dice.choice(_PLACES)[0]}"
    yield f"subjects: [{dice.choice(_SUBJECTS)[0]}]"
    yield "parties:"
    yield from (f"- organisation: sample-body-{party}" for party in parties)
    yield "commitments:"
    for sentence in dice.sample(_SENTENCES, 2):
        yield f"- text: {sentence[script]}"
        yield f"  owner: [sample-body-{parties[0]}]"
        yield "  status: promised"
    yield "sources:"
    yield f"- publisher: {('樣本報', '样本报')[script]}"
    yield f"  url: https://example.org/agreements/{number}/"
    yield "  retrieved: 2026-11-22"
    yield "---"
    yield ""
    yield _SENTENCES[number % len(_SENTENCES)][script]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, and write a project with the register and no articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--agreements", type=int, default=1000)
    parser.add_argument("--organisations", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    write_project(given.out, theme=ROOT / "theme", plugins=ROOT / "plugins", left_out=())
    for folder in ("agreements", "organisations", "policies", "people"):
        for old in (given.out / "content" / folder).glob("*.*"):
            old.unlink()
    write_register(
        given.out / "content",
        agreements=given.agreements,
        organisations=given.organisations,
        seed=given.seed,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
