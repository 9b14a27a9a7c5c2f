"""Pelican's settings mapping → typed :class:`HutongSettings`, all problems at once."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hutong.commit import commit_of
from hutong.errors import CannotRun
from hutong.licence import CC_BY, Licence, read_licence
from hutong.model import Variant

KNOWN: Final = (
    "HUTONG_VARIANTS",
    "HUTONG_SHARE",
    "HUTONG_SHARE_VIA",
    "HUTONG_NOW",
    "HUTONG_PUBLISHER",
    "HUTONG_PAGE_SIZE",
    "HUTONG_FEED_SIZE",
    "HUTONG_CACHE",
    "HUTONG_LEAVE_OUT",
    "HUTONG_LICENCE",
    "HUTONG_COMMIT",
)
_VARIANT_KEYS: Final = (
    "tag", "hreflang", "locale", "prefix", "label", "og_locale", "site_name", "tagline",
)  # fmt: skip
LEAVE_OUT: Final = (
    "months",
    "sources",
    "json-feeds",
    "section-feeds",
    "tag-feeds",
    "news-sitemap",
    "open-data",
    "register",
)
"""Kinds of pages and files that a site can do without."""
_LOCALES: Final = frozenset(
    f"zh_{script}_{region}"
    for script, regions in (("Hant", ("HK", "MO", "TW")), ("Hans", ("CN", "HK", "MO", "SG")))
    for region in regions
)
QUOTES: Final = ("keep", "corner", "curly")
"""Styles of quotation marks in converted texts: as typed, 「」『』, “”‘’."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HutongSettings:
    """Everything that configures a build. Paths are absolute.

    ``site_url`` has no slash at its end; ``base_path`` is its path part (``""`` or ``/repo``).
    ``now`` decides what is published, coming and past; ``now_is_set`` says that it is no clock's.
    ``left_out`` names kinds of pages and files that are not made. ``modules`` are the SHA-256 (in
    hex) of the project's own modules that the settings use, by name. ``licence`` is that of the
    open data, ``commit`` (in hex, or empty) the one that all this is built from.
    """

    project: Path
    content: Path
    output: Path
    theme: Path
    cache: Path
    site_url: str
    timezone: str
    variants: tuple[Variant, ...]
    now: datetime
    now_is_set: bool
    share: tuple[str, ...]
    share_via: str
    publisher: str
    page_size: int
    feed_size: int
    left_out: frozenset[str]
    keep: frozenset[str]
    jinja_filters: Mapping[str, Any]
    jinja_globals: Mapping[str, Any]
    modules: tuple[tuple[str, str], ...] = ()
    licence: Licence = CC_BY
    commit: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The tag of each variant."""
        return tuple(variant.tag for variant in self.variants)

    @property
    def base_path(self) -> str:
        """The path part of ``site_url``, which precedes every root-relative address."""
        return urlsplit(self.site_url).path.rstrip("/")

    @property
    def has_register(self) -> bool:
        """Whether records have pages."""
        return "register" not in self.left_out

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    def variant(self, tag: str) -> Variant:
        """The variant of that tag; KeyError if the site has no such edition."""
        for variant in self.variants:
            if variant.tag == tag:
                return variant
        raise KeyError(tag)


def read_settings(
    settings: Mapping[str, Any], *, project: Path, modules: tuple[tuple[str, str], ...] = ()
) -> HutongSettings:
    """Check Pelican's settings and return ours.

    :raises CannotRun: naming every wrong setting, not just the first.
    """
    wrong: list[str] = _unknown_keys(settings)
    timezone = _timezone(settings.get("TIMEZONE"), wrong)
    site_url = str(settings.get("SITEURL") or "").rstrip("/")
    if urlsplit(site_url).scheme not in ("http", "https") or not urlsplit(site_url).netloc:
        wrong.append(
            f"SITEURL is {site_url!r}; give the full address, such as 'https://news.example.org',"
            " since feeds, alternates and share links need it"
        )
    result = HutongSettings(
        project=project,
        content=(project / str(settings.get("PATH") or "content")).resolve(),
        output=(project / str(settings.get("OUTPUT_PATH") or "output")).resolve(),
        theme=(project / str(settings.get("THEME") or "theme")).resolve(),
        cache=(project / str(settings.get("HUTONG_CACHE") or ".cache")).resolve(),
        site_url=site_url,
        timezone=timezone,
        variants=_variants(settings.get("HUTONG_VARIANTS"), wrong),
        now=_now(settings.get("HUTONG_NOW"), timezone, wrong),
        now_is_set=bool(settings.get("HUTONG_NOW")),
        share=_names(settings.get("HUTONG_SHARE", ()), "HUTONG_SHARE", wrong),
        share_via=str(settings.get("HUTONG_SHARE_VIA") or ""),
        publisher=str(settings.get("HUTONG_PUBLISHER") or ""),
        page_size=_count(settings.get("HUTONG_PAGE_SIZE", 20), "HUTONG_PAGE_SIZE", wrong),
        feed_size=_count(settings.get("HUTONG_FEED_SIZE", 50), "HUTONG_FEED_SIZE", wrong),
        left_out=_left_out(settings.get("HUTONG_LEAVE_OUT", ()), wrong),
        keep=frozenset(str(name) for name in settings.get("OUTPUT_RETENTION") or ()),
        jinja_filters=dict(settings.get("JINJA_FILTERS") or {}),
        jinja_globals=dict(settings.get("JINJA_GLOBALS") or {}),
        modules=modules,
        licence=read_licence(settings.get("HUTONG_LICENCE"), wrong),
        commit=_commit(settings.get("HUTONG_COMMIT"), project),
    )
    wrong += _unsafe_paths(result)
    if wrong:
        raise CannotRun("settings:\n" + "\n".join(f"  {line}" for line in wrong))
    return result


def _unknown_keys(settings: Mapping[str, Any]) -> list[str]:
    wrong = []
    for key in settings:
        if key.startswith("HUTONG_") and key not in KNOWN:
            near = difflib.get_close_matches(key, KNOWN, 1)
            hint = f"did you mean {near[0]}?" if near else f"the known ones are {', '.join(KNOWN)}"
            wrong.append(f"{key} is not a setting of Hutong; {hint}")
    return wrong


def _unsafe_paths(settings: HutongSettings) -> list[str]:
    wrong = []
    out = settings.output
    for name, path in (("PATH", settings.content), ("THEME", settings.theme)):
        if not path.is_dir():
            wrong.append(f"{name} is {path}, which is not a folder; name the right one")
        if out == path or out in path.parents or path in out.parents:
            wrong.append(f"OUTPUT_PATH {out} and {name} {path} lie in one another; part them")
    if out == settings.project or out in settings.project.parents:
        wrong.append(f"OUTPUT_PATH {out} holds the project itself; choose a folder of its own")
    return wrong


def _variants(value: object, wrong: list[str]) -> tuple[Variant, ...]:
    if not isinstance(value, (list, tuple)) or not value:
        wrong.append("HUTONG_VARIANTS is missing; list one mapping for every edition")
        return ()
    variants = [one for number, item in enumerate(value) if (one := _variant(item, number, wrong))]
    for key in ("tag", "prefix", "hreflang"):
        seen = [getattr(variant, key) for variant in variants]
        wrong += [
            f"HUTONG_VARIANTS: {key} {name!r} is used by two editions; make them differ"
            for name in sorted({name for name in seen if seen.count(name) > 1})
        ]
    return tuple(variants)


def _left_out(value: object, wrong: list[str]) -> frozenset[str]:
    names = _names(value, "HUTONG_LEAVE_OUT", wrong)
    for name in names:
        if name not in LEAVE_OUT:
            near = difflib.get_close_matches(name, LEAVE_OUT, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"use some of {', '.join(LEAVE_OUT)}"
            wrong.append(f"HUTONG_LEAVE_OUT: {name!r} is nothing that can be left out; {hint}")
    return frozenset(names)


def _commit(value: object, project: Path) -> str:
    return str(value or os.environ.get("HUTONG_COMMIT") or commit_of(project))


def _quotes(item: Mapping[str, Any], where: str, wrong: list[str]) -> str:
    style = item.get("quotes", QUOTES[0])
    if style in QUOTES:
        return str(style)
    wrong.append(f"{where}: quotes {style!r} is unknown; use one of {', '.join(QUOTES)}")
    return QUOTES[0]


def _variant(item: object, number: int, wrong: list[str]) -> Variant | None:
    where = f"HUTONG_VARIANTS[{number}]"
    if not isinstance(item, Mapping):
        wrong.append(f"{where} is no mapping; give it the keys {', '.join(_VARIANT_KEYS)}")
        return None
    missing = [key for key in _VARIANT_KEYS if not isinstance(item.get(key), str) or not item[key]]
    extra = [str(key) for key in item if key not in (*_VARIANT_KEYS, "quotes")]
    quotes = _quotes(item, where, wrong)
    wrong += [f"{where} lacks {key}; add it as text" for key in missing]
    wrong += [f"{where} has an unknown key {key}; take it out" for key in extra]
    if missing or extra:
        return None
    variant = Variant(**{key: item[key] for key in _VARIANT_KEYS}, quotes=quotes)
    parts = variant.tag.split("-")
    if len(parts) != 3 or parts[0] != "zh" or parts[1] not in ("Hant", "Hans"):
        wrong.append(f"{where}: tag {variant.tag!r} is not like zh-Hant-HK; write it so")
        return None
    if not _is_locale(variant.locale):
        wrong.append(f"{where}: locale {variant.locale!r} is unknown to Babel; use zh_Hant_HK")
        return None
    return variant


def _is_locale(name: str) -> bool:
    """Whether Babel knows a locale; it is not asked about the usual ones, since it loads slowly."""
    if name in _LOCALES:
        return True
    import babel

    try:
        babel.Locale.parse(name)
    except (ValueError, babel.UnknownLocaleError):
        return False
    return True


def _timezone(value: object, wrong: list[str]) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong.append(f"TIMEZONE {value!r} is unknown; use a name such as 'Asia/Hong_Kong'")
        return "UTC"


def _now(value: object, timezone: str, wrong: list[str]) -> datetime:
    """HUTONG_NOW, else SOURCE_DATE_EPOCH of the environment, else the clock."""
    zone = ZoneInfo(timezone)
    if value:
        try:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            wrong.append(f"HUTONG_NOW {value!r} is no date and time; write '2026-11-22T09:00'")
            return datetime.now(zone)
        return at if at.tzinfo else at.replace(tzinfo=zone)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone)
        except (ValueError, OverflowError, OSError):
            wrong.append(f"SOURCE_DATE_EPOCH {epoch!r} is no number of seconds; mend or unset it")
    return datetime.now(zone)


def _names(value: object, name: str, wrong: list[str]) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    wrong.append(f"{name} must be a list of names, not {value!r}; write it as ['email', 'copy']")
    return ()


def _count(value: object, name: str, wrong: list[str]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    wrong.append(f"{name} must be a whole number above 0, not {value!r}; mend it")
    return 1
