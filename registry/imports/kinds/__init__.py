"""The kinds of workbooks. A kind is a module with its `WAYS`, its line here and its permissions in
rules/batch_kinds.py; everything else is the same for all of them."""

from registry.choices import BatchKind

from . import baseline, decisions, households, parameters, users
from .ways import Ways

WAYS: dict[str, Ways] = {
    BatchKind.HOUSEHOLDS: households.WAYS,
    BatchKind.DECISIONS: decisions.WAYS,
    BatchKind.USERS: users.WAYS,
    BatchKind.PARAMETERS: parameters.WAYS,
    BatchKind.BASELINE: baseline.WAYS,
}

__all__ = ["WAYS", "Ways"]
