"""The register as open data: JSON, CSV, JSON-LD, a data package, FollowTheMoney entities."""

from __future__ import annotations

from hutong.register.exports.dataset import Article, Dataset, Edition, Entry, Licence
from hutong.register.exports.files import files, names
from hutong.register.exports.publication import Publication

__all__ = [
    "Article",
    "Dataset",
    "Edition",
    "Entry",
    "Licence",
    "Publication",
    "files",
    "names",
]
