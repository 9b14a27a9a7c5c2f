"""robots.txt and the web manifest."""

from __future__ import annotations

import json
from urllib.robotparser import RobotFileParser

from hutong.formats.robots import robots_txt
from hutong.formats.webmanifest import Icon, Manifest, web_manifest


def test_robots_may_read_everything_and_find_the_sitemaps() -> None:
    """A crawler's own parser understands the file."""
    data = robots_txt(["https://example.org/sitemap.xml", "https://example.org/新聞.xml"])
    parser = RobotFileParser()
    parser.parse(data.decode("ascii").splitlines())
    assert parser.can_fetch("Googlebot", "https://example.org/zh-hant/")
    assert "https://example.org/sitemap.xml" in (parser.site_maps() or ())
    assert b"\nSitemap: https://example.org/%E6%96%B0%E8%81%9E.xml\n" in data


def test_an_address_cannot_add_a_line_to_robots_txt() -> None:
    """Line breaks in an address do not become lines."""
    data = robots_txt(["https://example.org/a\nDisallow: /"])
    assert len(data.splitlines()) == 4
    assert b"\nDisallow" not in data


def test_a_manifest_belongs_to_one_edition() -> None:
    """Language, start and scope are the edition's; empty members are left out."""
    manifest = Manifest(
        name="胡同 & 新聞",
        short_name="胡同",
        description="",
        tag="zh-Hant-HK",
        start_url="/repo/zh-hant/",
        theme_color="#7a1f1f",
        background_color="#ffffff",
        icons=(
            Icon(src="/repo/icons/192.png", sizes="192x192", type="image/png"),
            Icon(src="/repo/icons/m.png", sizes="512x512", type="image/png", purpose="maskable"),
        ),
    )
    data = json.loads(web_manifest(manifest))
    assert data["name"] == "胡同 & 新聞"
    assert (data["lang"], data["dir"]) == ("zh-Hant-HK", "ltr")
    assert data["start_url"] == data["scope"] == data["id"] == "/repo/zh-hant/"
    assert "description" not in data
    assert [icon.get("purpose") for icon in data["icons"]] == [None, "maskable"]
