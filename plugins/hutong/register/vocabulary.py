"""The words that a field may choose from: each a code, and the interface word for it.

The interface words are msgids of the catalogues. A word that is not here is one line here and one
in each catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Vocabulary = Mapping[str, str]


def _words(**words: str) -> Vocabulary:
    return MappingProxyType({code.replace("_", "-"): word for code, word in words.items()})


AGREEMENT_TYPES: Final = _words(
    agreement="Agreement",
    framework="Framework agreement",
    memorandum="Memorandum",
    arrangement="Arrangement",
    alliance="Alliance",
    protocol="Protocol",
    amendment="Amending agreement",
    supplement="Supplementary agreement",
    minutes="Minutes",
    declaration="Declaration",
    letter="Letter of intent",
    contract="Contract",
)
"""After the types of DESTA, with those that are usual in the Greater Bay Area."""
AGREEMENT_STATUSES: Final = _words(
    announced="Was announced", signed="Was signed", in_force="Is in force", ended="Has ended",
    superseded="Superseded",
)  # fmt: skip
"""States, which the labels of dates and the words for what happened (已簽署, 簽署) are not."""
POLICY_TYPES: Final = _words(
    plan="Plan", outline="Outline", opinion="Opinions", law="Law", regulation="Regulation",
    measures="Measures", notice="Notice", scheme="Scheme", guideline="Guidelines",
    address="Policy address", report="Report",
)  # fmt: skip
POLICY_STATUSES: Final = _words(
    draft="Draft", published="Was promulgated", in_force="Is in force", ended="Has ended",
    superseded="Superseded",
)  # fmt: skip
COMMITMENT_STATUSES: Final = _words(
    promised="Promised", under_way="Under way", done="Done", dropped="Dropped"
)
"""Late is nobody's to write: it is what is promised or under way after its day."""
PARTY_ROLES: Final = _words(
    party="Party", initiator="Initiator", guide="Guiding body", organiser="Organiser",
    co_organiser="Co-organiser", supporter="Supporting body", member="Member", issuer="Issuer",
)  # fmt: skip
RELATIONS: Final = _words(
    amends="Amends", implements="Implements", renews="Renews", supplements="Supplements",
    mentions="Mentions",
)  # fmt: skip
LINEAGE: Final = frozenset({"amends", "renews", "supplements"})
"""Relations that only lead back in time."""
ORGANISATION_KINDS: Final = _words(
    government="Government", regulator="Regulator", statutory_body="Statutory body",
    institution="Public institution", university="University", enterprise="Enterprise",
    association="Association", alliance="Alliance", court="Court", media="News media",
    organisation="Organisation",
)  # fmt: skip
REGIONS: Final = _words(
    hong_kong="Hong Kong", macao="Macao", guangdong="Guangdong", mainland="Mainland",
    national="National", other="Other regions",
)  # fmt: skip
SCRIPTS: Final = _words(hant="Traditional script", hans="Simplified script")
