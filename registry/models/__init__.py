"""The register's tables, one file a subject."""

from .batch import Batch, Fault, StagedHousehold
from .closing import Balance, Closing, Rehearsal, Result, Run
from .decision import BINDING, Campaign, Decision
from .doubt import Doubt
from .household import Household
from .membership import Membership
from .person import Person
from .year import MemberYear, Statement, Survey

__all__ = [
    "BINDING",
    "Balance",
    "Batch",
    "Campaign",
    "Closing",
    "Decision",
    "Doubt",
    "Fault",
    "Household",
    "MemberYear",
    "Membership",
    "Person",
    "Rehearsal",
    "Result",
    "Run",
    "StagedHousehold",
    "Statement",
    "Survey",
]
