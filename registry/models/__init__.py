"""The register's tables, one file a subject."""

from .baseline import Baseline
from .batch import Batch, Fault, StagedHousehold
from .closing import Closing, Rehearsal, Result
from .collection import Collection
from .decision import BINDING, Campaign, Decision
from .desk import Draft, SavedQuery
from .doubt import Doubt
from .export import Export, ExportPart
from .extra import ExtraField
from .household import Household
from .membership import Membership
from .operation import Move, Operation
from .person import Person
from .run import Balance, Before, Part, Run
from .tally import ExitPlan, Tally
from .unit import PoorVillage, UnitYear
from .year import MemberYear, Statement, Survey

__all__ = [
    "BINDING",
    "Balance",
    "Baseline",
    "Batch",
    "Before",
    "Campaign",
    "Closing",
    "Collection",
    "Decision",
    "Doubt",
    "Draft",
    "ExitPlan",
    "Export",
    "ExportPart",
    "ExtraField",
    "Fault",
    "Household",
    "MemberYear",
    "Membership",
    "Move",
    "Operation",
    "Part",
    "Person",
    "PoorVillage",
    "Rehearsal",
    "Result",
    "Run",
    "SavedQuery",
    "StagedHousehold",
    "Statement",
    "Survey",
    "Tally",
    "UnitYear",
]
