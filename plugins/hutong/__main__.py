"""``python -m hutong build``: the build without the task runner, for scripts and CI.

A build that finds nothing new ends before ``invoke`` would have started.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path

from hutong.desk import commands


def main(arguments: list[str] | None = None) -> int:
    """Build; the exit code is that of ``invoke build``."""
    parser = argparse.ArgumentParser(prog="python -m hutong", description=__doc__)
    parser.add_argument("command", choices=["build"])
    parser.add_argument("--output", default="", help="folder to build into, or URL to send to")
    parser.add_argument("--settings", default="pelicanconf.py", help="settings file")
    parser.add_argument("--jobs", type=int, default=0, help="processes to build in")
    parser.add_argument("--executor", default="", help="cluster to build on: dask://HOST:PORT")
    parser.add_argument("--cache", default="", help="URL of a place to share the cache by")
    parser.add_argument(
        "--by-content", action="store_true", help="trust the content of files alone"
    )
    parser.add_argument("--why", action="store_true", help="say of every file why it was made")
    parser.add_argument("--timings", action="store_true", help="say how long each part took")
    given = vars(parser.parse_args(arguments))
    del given["command"]
    settings = Path(given.pop("settings"))
    return commands.build(settings, commands.BuildFlags(**given))


if __name__ == "__main__":
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # whoever read it has gone
            stream.flush()
    os._exit(code)  # giving a large site's memory back piece by piece takes a tenth of a second
