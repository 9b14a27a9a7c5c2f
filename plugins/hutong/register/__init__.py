"""The register: agreements, policies, organisations and people, found by any of their names."""

from hutong.register.integrity import Around, Read, check_records
from hutong.register.kinds import NAMED, SINGULAR, SUFFIXES, RecordKind
from hutong.register.lookup import Brief, Register, brief_of, make_register
from hutong.register.reading import parse_record
from hutong.register.records import Agreement, Organisation, Person, Policy, Record

__all__ = [
    "NAMED",
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
    "brief_of",
    "check_records",
    "make_register",
    "parse_record",
]
