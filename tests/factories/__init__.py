"""Makers of rows for tests. All people are invented: ID numbers have the area 000000, which nobody was ever given."""

from .households import HouseholdFactory, MembershipFactory, household_of
from .people import PersonFactory, id_number
from .places import Tree, plant_tree
from .register import (
    BatchFactory,
    CampaignFactory,
    DecisionFactory,
    DoubtFactory,
    ExtraFieldFactory,
    MoveFactory,
    OperationFactory,
    RehearsalFactory,
    RunFactory,
    closed_run,
)
from .users import PASSWORD, PostingFactory, UserFactory, posted
from .years import CollectionFactory, MemberYearFactory, StatementFactory, SurveyFactory, enter_year

__all__ = [
    "PASSWORD",
    "BatchFactory",
    "CampaignFactory",
    "CollectionFactory",
    "DecisionFactory",
    "DoubtFactory",
    "ExtraFieldFactory",
    "HouseholdFactory",
    "MemberYearFactory",
    "MembershipFactory",
    "MoveFactory",
    "OperationFactory",
    "PersonFactory",
    "PostingFactory",
    "RehearsalFactory",
    "RunFactory",
    "StatementFactory",
    "SurveyFactory",
    "Tree",
    "UserFactory",
    "closed_run",
    "enter_year",
    "household_of",
    "id_number",
    "plant_tree",
    "posted",
]
