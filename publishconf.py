"""Settings for publishing: those of pelicanconf.py, with the site's real address."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # Pelican's own way to share settings

SITEURL = os.environ.get("HUTONG_SITEURL", "https://hutong.example")
