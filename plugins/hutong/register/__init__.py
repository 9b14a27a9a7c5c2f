"""The register: agreements, policies, organisations and people, found by any of their names."""

from hutong.register.around import Around, Read
from hutong.register.between import check_between
from hutong.register.integrity import check_record, check_rest
from hutong.register.kinds import NAMED, SINGULAR, SUFFIXES, RecordKind
from hutong.register.lookup import Brief, Register, brief_of, make_register
from hutong.register.reading import parse_record
from hutong.register.records import (
    RECORDS,
    Agreement,
    Organisation,
    Person,
    Policy,
    Record,
    title_of,
)
from hutong.register.sheet import Sheet, files_of

__all__ = [
    "NAMED",
    "RECORDS",
    "SINGULAR",
    "SUFFIXES",
    "Agreement",
    "Around",
    "Brief",
    "Organisation",
    "Person",
    "Policy",
    "Read",
    "Record",
    "RecordKind",
    "Register",
    "Sheet",
    "brief_of",
    "check_between",
    "check_record",
    "check_rest",
    "files_of",
    "make_register",
    "parse_record",
    "title_of",
]
