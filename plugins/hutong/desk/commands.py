"""What editors' and CI's commands do, each with the settings of the site.

Each imports what it needs when it runs: a build that finds nothing new shall end at once.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.desk.progress import tell, watching
from hutong.desk.settings_file import settings_from
from hutong.errors import CannotRun, HutongError
from hutong.settings import HutongSettings

_MEGABYTE: Final = 1_000_000


def run(action: Callable[[HutongSettings], object], conf: Path, **overrides: str | None) -> int:
    """Do ``action`` with the settings in ``conf``; see :func:`told`."""
    return told(lambda: action(settings_from(conf, **overrides)))


def told(action: Callable[[], object]) -> int:
    """Do ``action``; what it raises on purpose becomes a message and an exit code."""
    try:
        action()
        sys.stdout.flush()
    except HutongError as error:
        _tell_error(error)
        return error.exitcode
    except BrokenPipeError:
        # Whoever read the output has gone, as head does; Python must not flush into it at exit.
        _drop_output()
    except OSError as error:
        _tell_error(CannotRun(f"{error.filename or 'standard output'}: {error.strerror}"))
        _drop_output()
        return CannotRun.exitcode
    return 0


def _tell_error(error: HutongError) -> None:
    from hutong.desk.report import print_error

    print_error(error)


def _drop_output() -> None:
    """Let what could not be written go nowhere, quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildFlags:
    """What the command line says of a build.

    ``output`` is a folder, or the URL of a place that the tree is sent to; ``jobs`` is 0 for as
    many processes as there are cores; ``why`` and ``timings`` tell more of what was done;
    ``executor`` is the address of a cluster, ``cache`` the URL of a place to share the cache by.
    """

    output: str = ""
    jobs: int = 0
    by_content: bool = False
    why: bool = False
    timings: bool = False
    executor: str = ""
    cache: str = ""


def build(conf: Path, flags: BuildFlags) -> int:
    """Build the site with the settings in ``conf``; the exit code."""
    far = flags.output if _is_url(flags.output) else ""
    action = functools.partial(_build, flags=flags, send=far)
    return run(action, conf, OUTPUT_PATH=None if far else flags.output or None)


def _is_url(output: str) -> bool:
    if "://" not in output:  # spares the import
        return False
    from hutong.build.remote.place import is_url

    return is_url(output)


def _build(settings: HutongSettings, *, flags: BuildFlags, send: str) -> None:
    from hutong.build.executor import default_jobs
    from hutong.build.session import Options
    from hutong.build.site import build_site
    from hutong.desk.report import print_build, print_reasons, print_timings

    with _mirrored(settings, flags.cache, send), watching() as watch:
        options = Options(
            flags.jobs or default_jobs(),
            doubt=flags.by_content,
            watch=watch,
            tell=tell,
            executor=flags.executor,
        )
        report = build_site(settings, options)
    if flags.why:
        print_reasons(report)
    if flags.timings:
        print_timings(report)
    print_build(report)


def _mirrored(settings: HutongSettings, cache: str, send: str) -> AbstractContextManager[None]:
    if not cache and not send:
        return nullcontext()
    from hutong.build.remote.mirror import mirrored

    return mirrored(settings, cache=cache, output=send, tell=tell)


def cache(settings: HutongSettings, *, prune: bool) -> None:
    """Say how large the cache is; with ``prune`` make it smaller first."""
    from hutong.build.cache import cache_size, prune_cache

    if prune:
        report = prune_cache(settings)
        print(f"{report.before / _MEGABYTE:.1f} MB before, {report.after / _MEGABYTE:.1f} MB now")
    else:
        print(f"{cache_size(settings) / _MEGABYTE:.1f} MB in {settings.cache}")


def check(settings: HutongSettings) -> None:
    """Check all content and conversion without writing anything."""
    from hutong.build.load import check_content
    from hutong.desk.history import outdated_counterparts
    from hutong.desk.report import print_check

    site = check_content(settings)
    behind = outdated_counterparts(settings, site.content.documents)
    print_check((*site.warnings, *(one.problem() for one in behind)), site.notes)


def convert(settings: HutongSettings, *, source: str | None, target: str, markup: bool) -> None:
    """Filter standard input to standard output with the site's glossary and names."""
    from hutong.build.load import load_content
    from hutong.desk.convert import filter_streams
    from hutong.variants import make_converter

    if not sys.stdin or not sys.stdout:
        raise CannotRun("convert reads standard input and writes standard output; open both")
    content = load_content(settings)
    tags = [variant.tag for variant in settings.variants]
    converter = make_converter(rules=content.ground.rules, variants=tags)
    filter_streams(
        sys.stdin.buffer,
        sys.stdout.buffer,
        converter=converter,
        source=source,
        target=target,
        markup=markup,
    )


def new(settings: HutongSettings, *, kind: str, slug: str, title: str, variant: str | None) -> None:
    """Start a new article or record, ask for what is not given, and say where it is."""
    from hutong.desk.asking import ask
    from hutong.desk.new import new_article
    from hutong.desk.new_record import KINDS, new_record

    if kind in KINDS:
        made = new_record(settings, kind=KINDS[kind], id_=slug, variant=variant, ask=ask)
    else:
        made = new_article(settings, kind=kind, slug=slug, title=title, variant=variant, ask=ask)
    print(made)


def write_references(root: Path) -> None:
    """Write what is generated anew: schemas, the template context, the fields of records."""
    from hutong.desk.reference import (
        record_fields_text,
        record_schemas,
        schema_text,
        template_context_text,
    )
    from hutong.desk.review_data import review_schema

    tags = ("zh-Hant-HK", "zh-Hans-CN")
    for path, text in (
        (root / "schema" / "article.schema.json", schema_text()),
        (root / "schema" / "notes.schema.json", review_schema()),
        *((root / "schema" / name, text) for name, text in record_schemas(tags)),
        (root / "docs" / "template-context.md", template_context_text()),
        (root / "docs" / "register-fields.md", record_fields_text()),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(root))
