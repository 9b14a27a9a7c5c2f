"""Sharing: which networks there are, the share links of a page, the check of a site's choice.

A new network is one row in :mod:`hutong.share.networks` and an icon; no code.
"""

from __future__ import annotations

from hutong.share.check import check_networks
from hutong.share.links import SharedPage, ShareLink, share_links, share_urls
from hutong.share.networks import DEFAULT, NETWORKS, Action, Network, Room

__all__ = [
    "DEFAULT",
    "NETWORKS",
    "Action",
    "Network",
    "Room",
    "ShareLink",
    "SharedPage",
    "check_networks",
    "share_links",
    "share_urls",
]
