"""What the open data answers: of the two seeds, and with the queries of its documentation."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import pytest

from hutong.register.exports import files
from hutong.register.exports.publication import Json
from tests.conftest import REPOSITORY
from tests.register.publishing import ROOT, by_id, demo, written_files
from tests.register.reading import TAGS


@pytest.fixture(scope="module")
def agreements() -> list[Json]:
    """The records of ``agreements.json`` of the demo, and no other file."""
    found: list[Json] = json.loads(dict(files(demo()))["data/agreements.json"]())["records"]
    return found


def test_one_file_says_who_agreed_what_with_whom(agreements: list[Json]) -> None:
    """Parties, signatories, commitments and policies of the first seed, in both scripts."""
    one = by_id(agreements, "nansha-hkicm-2023")
    assert one["uri"] == f"{ROOT}id/agreements/nansha-hkicm-2023"
    assert one["urls"][TAGS[1]] == f"{ROOT}zh-hans/agreements/nansha-hkicm-2023/"
    assert [party["organisation"]["id"] for party in one["parties"]] == [
        "nansha-talent-bureau", "hkicm",
    ]  # fmt: skip
    signed = {who["for"]["names"][TAGS[0]]: who for who in one["signatories"]}
    hkicm = signed["香港營造師學會"]
    assert hkicm["person"]["names"].items() >= {TAGS[0]: "孟家榮", TAGS[1]: "孟家荣"}.items()
    assert hkicm["title"].items() >= {TAGS[0]: "會長", TAGS[1]: "会长"}.items()
    support = [one for one in one["commitments"] if "進駐" in one["text"][TAGS[0]]]
    assert support[0]["text"][TAGS[1]] == "支持香港营造师学会进驻南沙"
    assert support[0]["owner"][0]["id"] == "nansha-talent-bureau"
    assert support[0]["status"] == "promised"
    policies = {policy["id"]: policy["names"] for policy in one["policies"]}
    assert set(policies) >= {"nansha-plan", "nansha-talent-nine", "nansha-youth-ten"}
    assert all(set(TAGS) <= set(found) for found in policies.values())
    assert one["signed"] == "2023-06-16"
    assert one["articles"][0]["titles"][TAGS[1]] == "样本新闻"


def test_the_alliance_has_its_duties_and_conditions(agreements: list[Json]) -> None:
    """The second seed was written in Simplified and is there in Traditional."""
    one = by_id(agreements, "zhuhai-macao-skills-2023")
    assert one["origin"] == TAGS[1]
    roles = {party["organisation"]["id"]: party["role"] for party in one["parties"]}
    assert roles["macao-dsal"] == "guide"
    owned = [
        part
        for part in one["commitments"]
        if any(who["id"] == "zhuhai-macao-skills-alliance" for who in part["owner"])
    ]
    assert len(owned) >= 6
    assert any("愛國愛澳" in words[TAGS[0]] for words in one["conditions"])
    assert {policy["id"] for policy in one["policies"]} >= {"hengqin-plan", "gba-outline"}
    assert "wong-chi-hong" in {who["person"]["id"] for who in one["witnesses"] if who["person"]}


@pytest.mark.parametrize("number", range(4))
def test_the_documented_queries_run(
    number: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What docs/open-data.md shows in Python finds something in the demo."""
    text = (REPOSITORY / "docs/open-data.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 4
    monkeypatch.chdir(written_files(demo(), tmp_path))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # a query in a document closes no files
        exec(blocks[number], {})  # noqa: S102
    assert "nansha-hkicm-2023" in (said := capsys.readouterr().out) or "南沙" in said
