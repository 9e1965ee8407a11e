"""批量修改: one field of many households, for one reason, in one act that can be undone."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.audit.acts import act
from registry.choices import OperationKind
from registry.models import Household, Operation
from registry.queries.batch_changes import changeable, changes_of
from registry.queries.households import head_names
from registry.queries.years import open_year
from registry.refusal import Refused, Stale, refuse_if
from registry.regions.choices import Level
from registry.regions.spans import province_of
from registry.rules.batch_changes import FIELDS, MOST, MUST_HAVE_VALUE

from .locking import hold_year
from .operations import record_operation

CODE_DIGITS = 12
NAMED_MOST = 10


@transaction.atomic
def change_households(*, versions: Mapping[int, int], field: str, value: Any, reason: str, by: User) -> Operation:
    """Give `field` the value in all households of `versions`, each as the preview showed it, or in none."""
    refuse_if(_problems(versions, field, value))
    households = list(changeable(by, versions.keys()).select_for_update(of=("self",)))
    _refuse_stale(households, versions)
    code = _area_of(households)
    hold_year(code)
    year = open_year(code)
    changes = changes_of(households, field, value, year)
    refuse_if(_("%(name)s：%(problem)s") % {"name": c.title, "problem": c.problem} for c in changes if c.problem)
    changed = [change.household.pk for change in changes if not change.is_none]
    if not changed:
        raise Refused(_("选中的农户都已经是这个值，没有要改的"))
    with act("household.batch", by=by, reason=reason, region_code=code) as done:
        Household.objects.filter(pk__in=changed).update(**{field: value}, version=F("version") + 1)
        return record_operation(
            kind=OperationKind.BATCH,
            act=done,
            household=None,
            village_code=code,
            year=year,
            reason=reason,
            households=len(changed),
            by=by,
        )


def _problems(versions: Collection[int], field: str, value: Any) -> list[str]:
    if field not in FIELDS or (field in MUST_HAVE_VALUE and not value):
        return [_("请选择要修改的项目和新的值")]
    if not versions:
        return [_("没有要修改的农户")]
    return [_("一次最多修改 %d 户，请分批") % MOST] if len(versions) > MOST else []


def _refuse_stale(households: Collection[Household], versions: Mapping[int, int]) -> None:
    """Name those that somebody changed, or took away, since the preview."""
    fresh = {household.pk for household in households if household.version == versions[household.pk]}
    stale = sorted(set(versions) - fresh)
    if stale:
        names = head_names(stale)
        shown = "、".join(f"{names.get(pk, '')}（{pk}）" for pk in stale[:NAMED_MOST])
        more = _("等 %d 户") % len(stale) if len(stale) > NAMED_MOST else ""
        raise Stale(_("预览以后，下列农户已被他人改动：%(names)s%(more)s") % {"names": shown, "more": more})


def _area_of(households: Collection[Household]) -> int:
    """The padded code of the smallest area that holds all of them."""
    codes = {household.village_code for household in households}
    if len({province_of(code) for code in codes}) > 1:
        raise Refused(_("选中的农户不在同一个省，请分省修改"))
    for level in sorted(Level, reverse=True):
        width: int = 10 ** (CODE_DIGITS - level.digits)
        if len({code // width for code in codes}) == 1:
            return min(codes) // width * width
    return province_of(min(codes))
