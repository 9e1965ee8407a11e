"""Which permission a workbook of a kind asks for: what it brings in is what its importer could do by hand.

Importing at all is a permission beside it: whoever imports, or looks at imports, holds both over the area.
"""

from registry.accounts.permissions import Permission
from registry.choices import BatchKind

NEEDS_TO_RUN: dict[str, Permission] = {
    BatchKind.HOUSEHOLDS: Permission.HOUSEHOLD_EDIT,
    BatchKind.DECISIONS: Permission.DECISION_PROPOSE,
    BatchKind.USERS: Permission.USER_MANAGE,
    BatchKind.PARAMETERS: Permission.PARAMETER_EDIT,
    BatchKind.BASELINE: Permission.HOUSEHOLD_CREATE,
}
NEEDS_TO_SEE: dict[str, Permission] = {
    BatchKind.HOUSEHOLDS: Permission.HOUSEHOLD_VIEW,
    BatchKind.DECISIONS: Permission.HOUSEHOLD_VIEW,
    BatchKind.USERS: Permission.USER_VIEW,
    BatchKind.PARAMETERS: Permission.PARAMETER_VIEW,
    BatchKind.BASELINE: Permission.HOUSEHOLD_VIEW,
}
# The file as it came holds whole ID numbers wherever it speaks of households.
NEEDS_TO_REVEAL: dict[str, Permission] = NEEDS_TO_SEE | {
    BatchKind.HOUSEHOLDS: Permission.HOUSEHOLD_REVEAL,
    BatchKind.DECISIONS: Permission.HOUSEHOLD_REVEAL,
    BatchKind.BASELINE: Permission.HOUSEHOLD_REVEAL,
}
