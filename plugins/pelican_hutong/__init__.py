"""The adapter: Pelican's command line and settings in, Hutong's build out; nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

from pelican import Pelican, signals

from hutong.build.site import build_site
from hutong.desk.report import print_build, print_error
from hutong.desk.settings_file import own_modules
from hutong.errors import HutongError
from hutong.settings import read_settings


class HutongPelican(Pelican):  # type: ignore[misc]  # Pelican has no types
    """``PELICAN_CLASS``: everything that Pelican does around a build stays, the build is ours."""

    def run(self) -> None:
        """Build the site; leave with exit code 1 for problems, 2 where it could not run."""
        try:
            project = Path(self.settings["PATH"]).resolve().parent
            settings = read_settings(self.settings, project=project, modules=own_modules(project))
            print_build(build_site(settings))
        except HutongError as error:
            print_error(error)
            sys.exit(error.exitcode)
        signals.finalized.send(self)
