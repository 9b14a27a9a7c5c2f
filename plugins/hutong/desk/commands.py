"""What editors' and CI's commands do, each with the settings of the site."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from hutong.build.load import load_content
from hutong.build.render import Renderer
from hutong.build.site import build_site, check_site
from hutong.desk.convert import filter_streams
from hutong.desk.history import outdated_counterparts
from hutong.desk.new import new_article
from hutong.desk.reference import schema_text, template_context_text
from hutong.desk.report import print_build, print_check, print_error
from hutong.desk.review_data import review_schema
from hutong.desk.settings_file import settings_from
from hutong.errors import CannotRun, HutongError
from hutong.settings import HutongSettings
from hutong.variants import make_converter


def run(action: Callable[[HutongSettings], object], conf: Path, **overrides: str | None) -> int:
    """Do ``action`` with the settings in ``conf``; see :func:`told`."""
    return told(lambda: action(settings_from(conf, **overrides)))


def told(action: Callable[[], object]) -> int:
    """Do ``action``; what it raises on purpose becomes a message and an exit code."""
    try:
        action()
        sys.stdout.flush()
    except HutongError as error:
        print_error(error)
        return error.exitcode
    except BrokenPipeError:
        # Whoever read the output has gone, as head does; Python must not flush into it at exit.
        _drop_output()
    except OSError as error:
        print_error(CannotRun(f"{error.filename or 'standard output'}: {error.strerror}"))
        _drop_output()
        return CannotRun.exitcode
    return 0


def _drop_output() -> None:
    """Let what could not be written go nowhere, quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build(settings: HutongSettings) -> None:
    """Build the site."""
    print_build(build_site(settings))


def check(settings: HutongSettings) -> None:
    """Check all content and conversion without writing anything."""
    renderer = Renderer(settings.theme, settings.jinja_filters, settings.jinja_globals)
    site = check_site(settings, renderer, doubts=True, drafts=True)
    behind = outdated_counterparts(settings, site.content.documents)
    print_check((*site.warnings, *(one.problem() for one in behind)), site.notes)


def convert(settings: HutongSettings, *, source: str | None, target: str, markup: bool) -> None:
    """Filter standard input to standard output with the site's glossary and names."""
    if not sys.stdin or not sys.stdout:
        raise CannotRun("convert reads standard input and writes standard output; open both")
    content = load_content(settings)
    tags = [variant.tag for variant in settings.variants]
    converter = make_converter(rules=content.rules, variants=tags)
    filter_streams(
        sys.stdin.buffer,
        sys.stdout.buffer,
        converter=converter,
        source=source,
        target=target,
        markup=markup,
    )


def new(settings: HutongSettings, *, kind: str, slug: str, title: str, variant: str | None) -> None:
    """Start a new article and say where it is."""
    print(new_article(settings, kind=kind, slug=slug, title=title, variant=variant))


def write_references(root: Path) -> None:
    """Write what is generated anew: both schemas and the template context."""
    for path, text in (
        (root / "schema" / "article.schema.json", schema_text()),
        (root / "schema" / "notes.schema.json", review_schema()),
        (root / "docs" / "template-context.md", template_context_text()),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(root))
