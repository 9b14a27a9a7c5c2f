"""Settings: typed, and all faults told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from hutong.errors import CannotRun
from tests.small import VARIANTS, SmallSite, small_site


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A small project."""
    return small_site(tmp_path)


def test_all_wrong_settings_are_told_together(site: SmallSite) -> None:
    """One error names every fault."""
    with pytest.raises(CannotRun) as caught:
        site.settings(
            SITEURL="news.example",
            TIMEZONE="Asia/Hongkong2",
            HUTONG_PAGE_SIZE=0,
            HUTONG_SHAER=[],
            HUTONG_SHARE="email",
            HUTONG_NOW="tomorrow",
        )
    text = str(caught.value)
    for word in ("SITEURL", "TIMEZONE", "PAGE_SIZE", "HUTONG_SHARE?", "HUTONG_SHARE must", "NOW"):
        assert word in text


@pytest.mark.parametrize("change", [{"tag": "zh-TW"}, {"locale": "xx_YY"}, {"label": ""}])
def test_a_wrong_variant_is_refused(site: SmallSite, change: dict[str, str]) -> None:
    """A tag, locale or name that cannot work is told with its place in the list."""
    variants = [dict(site_variant) for site_variant in VARIANTS]
    variants[1].update(change)
    with pytest.raises(CannotRun, match=r"HUTONG_VARIANTS\[1\]"):
        site.settings(HUTONG_VARIANTS=variants)


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("CC0-1.0", "is no mapping"), ({"name": "X", "link": "https://a.example/"}, "no mapping"),
        ({"url": "https://a.example/"}, "has no 'name'"), ({"name": "CC0-1.0"}, "has no 'url'"),
        ({"name": "X", "url": "javascript:alert(1)"}, "has no 'url'"),
        ({"name": "X", "url": "https://a.example/", "titles": "abc"}, "has 'titles' that are no"),
        ({"name": "X", "url": "https://a.example/", "titles": {"zh-Hant-HK": 1}}, "has 'titles'"),
    ],
)  # fmt: skip
def test_a_wrong_licence_is_refused(site: SmallSite, licence: object, told: str) -> None:
    """Every file of the open data links to it."""
    with pytest.raises(CannotRun, match=f"HUTONG_LICENCE {told}|HUTONG_LICENCE is {told}"):
        site.settings(HUTONG_LICENCE=licence)


def test_a_licence_may_have_a_title_for_each_variant(site: SmallSite) -> None:
    """Where it has none, its name is its title."""
    licence = {"name": "CC0-1.0", "url": "https://a.example/", "titles": {"zh-Hant-HK": "公有領域"}}
    found = site.settings(HUTONG_LICENCE=licence).licence
    assert [found.title(tag) for tag in ("zh-Hant-HK", "zh-Hans-CN")] == ["公有領域", "CC0-1.0"]


def test_two_editions_with_one_prefix_are_refused(site: SmallSite) -> None:
    """Editions may not overwrite one another."""
    variants = [dict(one) for one in VARIANTS]
    variants[1]["prefix"] = variants[0]["prefix"]
    with pytest.raises(CannotRun, match="prefix 'zh-hant' is used by two editions"):
        site.settings(HUTONG_VARIANTS=variants)


@pytest.mark.parametrize("output", [".", "content", "content/out", ".."])
def test_an_output_folder_that_would_eat_sources_is_refused(site: SmallSite, output: str) -> None:
    """The build prunes its output folder, so that must hold nothing else."""
    with pytest.raises(CannotRun, match="OUTPUT_PATH"):
        site.settings(OUTPUT_PATH=output)


def test_the_base_path_is_the_path_of_the_site_address(site: SmallSite) -> None:
    """A site below a domain's root has a base path without a slash at its end."""
    assert site.settings(SITEURL="https://example.org/repo/").base_path == "/repo"
    assert site.settings().base_path == ""


def test_the_clock_can_be_set_by_the_environment(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH stands in for the clock; HUTONG_NOW wins over it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert site.settings(HUTONG_NOW=None).now.year == 2001
    assert site.settings().now.year == 2026
