"""Commands of the project; the work is in ``hutong.desk`` and ``hutong.publish``."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

if TYPE_CHECKING:
    from hutong.settings import HutongSettings

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))

CONF = "pelicanconf.py"


def _leave(code: int) -> None:
    """End the command with an exit code, without more words."""
    if code:
        raise Exit(code=code)


@task(
    help={
        "output": "folder to build into, or the URL of a place to send the site to",
        "settings": "settings file",
        "executor": "cluster to build on: dask://HOST:PORT",
        "cache": "URL of a place to share the cache by",
        "jobs": "processes to build in; left out: one for every core",
        "by-content": "trust the content of files alone, not their times",
        "why": "say of every file why it was made",
        "timings": "say how long each part took",
    }
)
def build(  # noqa: PLR0917  # flags of a command line
    _: Context,
    output: str | None = None,
    settings: str = CONF,
    jobs: int = 0,
    by_content: bool = False,  # noqa: FBT001, FBT002  # a flag
    why: bool = False,  # noqa: FBT001, FBT002  # a flag
    timings: bool = False,  # noqa: FBT001, FBT002  # a flag
    executor: str = "",
    cache: str = "",
) -> None:
    """Build both editions of the site; only what is new is made."""
    from hutong.desk import commands

    flags = commands.BuildFlags(
        output=output or "", jobs=jobs, by_content=by_content, why=why, timings=timings,
        executor=executor, cache=cache,
    )  # fmt: skip
    _leave(commands.build(ROOT / settings, flags))


@task(help={"settings": "settings file"})
def check(_: Context, settings: str = CONF) -> None:
    """Check all content and its conversion; write nothing."""
    from hutong.desk import commands

    _leave(commands.run(commands.check, ROOT / settings))


@task(
    help={
        "source": "variant of the input, such as zh-Hans-CN; left out: as found",
        "target": "variant of the output, such as zh-Hant-HK",
        "markup": "apply -{…}- markup",
    }
)
def convert(_: Context, target: str, source: str | None = None, markup: bool = False) -> None:  # noqa: FBT001, FBT002  # invoke makes flags of them
    """Convert lines from standard input to standard output."""
    from hutong.desk import commands

    action = functools.partial(commands.convert, source=source, target=target, markup=markup)
    _leave(commands.run(action, ROOT / CONF))


@task(
    help={
        "output": "folder to write to; left out: .cache/review, for GitLab the project's",
        "json-only": "write notes.json without the page",
        "since": "only articles that changed since this branch or commit",
        "format": "text, github or gitlab",
        "settings": "settings file",
    }
)
def review(
    _: Context,
    output: str | None = None,
    json_only: bool = False,  # noqa: FBT001, FBT002  # a flag
    since: str | None = None,
    format: str = "text",  # noqa: A002  # what it is called everywhere
    settings: str = CONF,
) -> None:
    """Write what the converter is unsure of, for an editor or a CI server."""
    from hutong.desk import commands
    from hutong.desk.review import review as write

    action = functools.partial(write, output=output, json_only=json_only, since=since, form=format)
    _leave(commands.run(action, ROOT / settings))


@task(help={"prune": "forget what no build has used for two weeks", "settings": "settings file"})
def cache(_: Context, prune: bool = False, settings: str = CONF) -> None:  # noqa: FBT001, FBT002  # a flag
    """Say how large the cache is, or make it smaller."""
    from hutong.desk import commands

    _leave(commands.run(functools.partial(commands.cache, prune=prune), ROOT / settings))


@task
def reference(_: Context) -> None:
    """Write the schemas and docs/template-context.md anew."""
    from hutong.desk import commands

    commands.write_references(ROOT)


@task(help={"accept": "take what is built now as what was reviewed"})
def golden(context: Context, accept: bool = False) -> None:  # noqa: FBT001, FBT002  # a flag
    """Compare the small site with the reviewed one, byte for byte."""
    env = {"HUTONG_ACCEPT_GOLDEN": "1"} if accept else {}
    context.run(f"{sys.executable} -m pytest tests/golden -q", env=env)


@task(help={"to": "folder that holds releases/ and current", "settings": "settings file"})
def publish(_: Context, to: str, settings: str = "publishconf.py") -> None:
    """Build a release, verify it, and switch the live site to it."""
    from hutong.desk import commands
    from hutong.publish.site import describe, publish_site

    def action(found: HutongSettings) -> None:
        print(describe(publish_site(found, Path(to))))

    _leave(commands.run(action, ROOT / settings))


@task(help={"to": "folder that was published to", "release": "its id; left out: the one before"})
def rollback(_: Context, to: str, release: str | None = None) -> None:
    """Show readers an earlier release again."""
    from hutong.desk import commands
    from hutong.publish.release import rollback as switch_back
    from hutong.publish.site import describe

    _leave(commands.told(lambda: print(describe(switch_back(Path(to), release)))))


@task(help={"to": "folder that was published to"})
def releases(_: Context, to: str) -> None:
    """List the releases there are, newest first; * marks the one that readers see."""
    from hutong.desk import commands
    from hutong.publish.release import list_releases
    from hutong.publish.site import describe

    _leave(commands.told(lambda: [print(describe(one)) for one in list_releases(Path(to))]))


@task(help={"host": "address to listen on", "port": "port", "settings": "settings file"})
def serve(_: Context, host: str = "localhost", port: int = 8000, settings: str = CONF) -> None:
    """Preview the site, building again whenever a file changes."""
    from hutong.desk import commands
    from hutong.desk.serve import serve as preview

    _leave(commands.told(lambda: preview(ROOT / settings, host, port)))


@task(
    positional=["kind"],
    help={
        "kind": "news, event or page; agreement, policy, organisation or person",
        "slug": "short ASCII name, also the file's and the address's",
        "title": "headline of an article",
        "variant": "variant it is written in, such as zh-Hans-CN",
    },
)
def new(_: Context, kind: str, slug: str = "", title: str = "", variant: str | None = None) -> None:
    """Start an article as a draft, or a record of the register; asks for what is not given."""
    from hutong.desk import commands

    action = functools.partial(commands.new, kind=kind, slug=slug, title=title, variant=variant)
    _leave(commands.run(action, ROOT / CONF))
