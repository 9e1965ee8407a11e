"""The register's tables, one file a subject."""

from .batch import Batch, Fault, StagedHousehold
from .closing import Closing, Rehearsal, Result
from .decision import BINDING, Campaign, Decision
from .doubt import Doubt
from .household import Household
from .membership import Membership
from .person import Person
from .run import Balance, Part, Run
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
    "Part",
    "Person",
    "Rehearsal",
    "Result",
    "Run",
    "StagedHousehold",
    "Statement",
    "Survey",
]
