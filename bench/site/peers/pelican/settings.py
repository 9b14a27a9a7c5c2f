"""Settings of the small site in plain Pelican: one script a process, told by SCRIPT."""

import json
import os
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_SCRIPT = os.environ["SCRIPT"]

SAY = json.loads((_HERE / "interface.json").read_text(encoding="utf-8"))[_SCRIPT]
HOST = "https://news.example.org"
ROOT = f"/{_SCRIPT}"
SITENAME = SAY["site"]
SITEURL = f"{HOST}{ROOT}"
DEFAULT_LANG = _SCRIPT
TIMEZONE = "Asia/Hong_Kong"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
PATH = str(_HERE / "content" / _SCRIPT)
OUTPUT_PATH = str(_HERE / "output" / _SCRIPT)
CACHE_PATH = str(_HERE / "cache" / _SCRIPT)
THEME = str(_HERE / "theme")
THEME_STATIC_PATHS: list[str] = []
ARTICLE_PATHS = ["."]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
ARTICLE_URL = ARTICLE_SAVE_AS = "news/{date:%Y}/{slug}.html"
ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = ARTICLE_URL
CATEGORY_URL = CATEGORY_SAVE_AS = "categories/{slug}.html"
TAG_URL = TAG_SAVE_AS = "tags/{slug}.html"
AUTHOR_SAVE_AS = ARCHIVES_SAVE_AS = ""
SLUGIFY_USE_UNICODE = True
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"index": 20, "category": 20, "tag": 20}
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 50
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CACHE_CONTENT = LOAD_CONTENT_CACHE = os.environ.get("CACHE") == "yes"
MARKDOWN = {
    "extensions": [
        "markdown.extensions.extra",
        "markdown.extensions.meta",
        "markdown.extensions.sane_lists",
        "markdown.extensions.toc",
    ],
    "output_format": "html",
}
