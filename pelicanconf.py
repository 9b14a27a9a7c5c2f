"""Settings of the site, for editing and preview. docs/pelican.md explains every one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "plugins"))

PELICAN_CLASS = "pelican_hutong.HutongPelican"

SITENAME = "互通灣區"
SITEURL = "http://localhost:8000"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "Asia/Hong_Kong"
DEFAULT_LANG = "zh-hant-hk"

HUTONG_PUBLISHER = "Hutong 互通"
HUTONG_VARIANTS = [
    {
        "tag": "zh-Hant-HK",
        "hreflang": "zh-Hant",
        "locale": "zh_Hant_HK",
        "prefix": "zh-hant",
        "label": "繁體",
        "og_locale": "zh_HK",
        "site_name": "互通灣區",
        "tagline": "粵港澳大灣區的協議、聯盟與政策新聞",
        "quotes": "corner",
    },
    {
        "tag": "zh-Hans-CN",
        "hreflang": "zh-Hans",
        "locale": "zh_Hans_CN",
        "prefix": "zh-hans",
        "label": "简体",
        "og_locale": "zh_CN",
        "site_name": "互通湾区",
        "tagline": "粤港澳大湾区的协议、联盟与政策新闻",
        "quotes": "curly",
    },
]
HUTONG_SHARE = [
    "wechat",
    "weibo",
    "whatsapp",
    "facebook",
    "x",
    "linkedin",
    "telegram",
    "line",
    "threads",
    "bluesky",
    "mastodon",
    "reddit",
    "qq",
    "email",
    "copy",
    "device",
]
