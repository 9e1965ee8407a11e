"""疑点: what a look at one household and year shows to be wrong or odd (domain.md §11.2).

Rules never change data and never refuse: they are shown at entry and kept as doubts, to be corrected or explained.
"""

from .catalogue import BY_CODE, GROUPS, RULES, findings, label_of
from .seen import Finding, HouseholdSeen, MemberSeen, Rule, Severity, Thresholds

__all__ = [
    "BY_CODE",
    "GROUPS",
    "RULES",
    "Finding",
    "HouseholdSeen",
    "MemberSeen",
    "Rule",
    "Severity",
    "Thresholds",
    "findings",
    "label_of",
]
