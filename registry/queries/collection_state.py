"""How a household's record stands for somebody who looks at it: what it lacks, and what they may do with it."""

from dataclasses import dataclass

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import CollectionState
from registry.models import Collection, Household
from registry.rules.collections import Gaps, check_problems, submission_problems

from .collections import PILLS, collection_of, entered_by, gaps_of, visit_of
from .progress import COLLECTED_STATUSES


@dataclass(frozen=True)
class Standing:
    """The record of a year, if anybody has begun one; why it may not be submitted or checked by this viewer."""

    record: Collection | None
    gaps: Gaps
    collected_here: bool
    editable: bool
    checkable: bool
    submission: list[str]
    check: list[str]

    @property
    def pill(self) -> str:
        """The word of its state that `pill` knows."""
        if self.record is not None and self.record.state != CollectionState.ENTERED:
            return PILLS.get(self.record.state, self.record.state)
        whole = not (self.gaps.statement or self.gaps.survey or self.gaps.survey_unconfirmed)
        return "entered" if whole else "uncollected"

    @property
    def open(self) -> bool:
        """Whether it is still to be submitted."""
        return self.collected_here and self.pill in ("entered", "uncollected", "returned")

    @property
    def waits(self) -> bool:
        """Whether somebody is to check it."""
        return self.pill == "submitted"


def standing_of(viewer: Viewer, household: Household, year: int, gaps: Gaps | None = None) -> Standing:
    """The household came from a query that knows its viewer. `gaps` where they are known already."""
    record = collection_of(household, year)
    gaps = gaps or gaps_of([household.pk], year)[household.pk]
    here = household.status in COLLECTED_STATUSES
    state = record.state if record else CollectionState.ENTERED
    checkable = _over(viewer, Permission.COLLECTION_CHECK, household)
    return Standing(
        record=record,
        gaps=gaps,
        collected_here=here,
        editable=_over(viewer, Permission.HOUSEHOLD_EDIT, household),
        checkable=checkable,
        submission=submission_problems(collected_here=here, state=state, gaps=gaps, visit=visit_of(record)),
        check=check_problems(
            state=state,
            checker_id=viewer.pk,
            entered_by=entered_by(record) if record and checkable else (),
            gaps=gaps,
        ),
    )


def _over(viewer: Viewer, permission: str, household: Household) -> bool:
    return any(span.covers(household.village_code) for span in viewer.spans(permission))
