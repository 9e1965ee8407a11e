"""What follows inside every act that changes who is in a household: its version, its yearly record, its doubts."""

from registry.accounts.models import User
from registry.choices import OperationKind
from registry.models import Household

from .collections import reopen_collection
from .doubts import look_again
from .locking import touch


def follow_up(household: Household, *, year: int, kind: OperationKind, why: str, by: User) -> None:
    """The household is as the act leaves it. `why` is said to whoever checks its record again."""
    touch(household)
    reopen_collection(household, year, f"{kind.label}：{why}")
    look_again(household, year, by=by)
