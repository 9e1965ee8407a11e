"""任职: giving postings, ending them, and moving somebody from one to the next."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import Posting, User
from registry.accounts.permissions import Permission
from registry.accounts.reach import refuse_above, refuse_oneself, seat, seat_of
from registry.accounts.rules import Term, posting_problems
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.refusal import Refused, refuse_if
from registry.regions.choices import Level
from registry.regions.models import Region

DAY = timedelta(days=1)


@transaction.atomic
def start_posting(
    *, user: User, role: str, region: Region, since: date, by: Viewer, until: date | None = None
) -> Posting:
    """任职. Refuses a role for another level of region, and an exclusive role beside any other."""
    demand(by, Permission.USER_MANAGE, region.code)
    refuse_oneself(user, by)
    wanted = Posting(user=user, role=role, region=region, since=since, until=until)
    _refuse_clashes(wanted, _locked(user))
    refuse_above(by, seat(role, region))
    with act("posting.start", by=by, target=user, region_code=region.code):
        wanted.save()
    return wanted


@transaction.atomic
def end_posting(*, posting_id: int, by: Viewer, reason: str, last_day: date | None = None) -> None:
    """End a posting with `last_day`, or at once. One that never came into force is taken away; its history stays."""
    posting = _posting_to_change(posting_id, by)
    last_day = last_day or timezone.localdate() - DAY
    _refuse_ended(posting, last_day)
    with act("posting.end", by=by, target=posting.user, region_code=posting.region.code, reason=reason):
        if last_day < posting.since:
            posting.delete()
        else:
            posting.until = last_day
            posting.save(update_fields=["until"])


@transaction.atomic
def transfer_user(*, posting_id: int, role: str, region: Region, last_day: date, reason: str, by: Viewer) -> Posting:
    """调动: the old posting ends with `last_day`, the new one begins the day after; one act, and no day with both.

    A posting that began today or later, and so has no day before, is replaced; its history stays.
    """
    demand(by, Permission.USER_MANAGE, region.code)
    old = _posting_to_change(posting_id, by)
    refuse_above(by, seat(role, region))
    _refuse_ended(old, last_day)
    replaced = last_day < old.since
    if replaced:
        _refuse_before_beginning(old, last_day)
    old.until = last_day
    new = Posting(user=old.user, role=role, region=region, since=last_day + DAY)
    kept = [] if replaced else [old]
    _refuse_clashes(new, [*kept, *(held for held in _locked(old.user) if held.pk != old.pk)])
    with act("posting.transfer", by=by, target=old.user, region_code=old.region.code, reason=reason):
        if replaced:
            old.delete()
        else:
            old.save(update_fields=["until"])
        new.save()
    return new


def _posting_to_change(posting_id: int, by: Viewer) -> Posting:
    posting = Posting.objects.select_for_update(of=("self",)).select_related("user", "region").get(pk=posting_id)
    demand(by, Permission.USER_MANAGE, posting.region.code)
    refuse_oneself(posting.user, by)
    refuse_above(by, seat_of(posting))
    return posting


def _locked(user: User) -> Iterable[Posting]:
    """All postings of the user, who is locked: two started at once would not see each other."""
    return Posting.objects.filter(user=User.objects.select_for_update().get(pk=user.pk))


def _refuse_clashes(wanted: Posting, held: Iterable[Posting]) -> None:
    refuse_if(posting_problems(_term(wanted), Level(wanted.region.level), map(_term, held)))


def _term(posting: Posting) -> Term:
    return Term(posting.role, posting.region_id, posting.since, posting.until)


def _refuse_before_beginning(posting: Posting, last_day: date) -> None:
    yesterday = timezone.localdate() - DAY
    if posting.since <= yesterday:
        raise Refused(_("原任职自 %s 开始，最后一天不能早于这一天；要即刻调动，请填昨天") % posting.since.isoformat())
    if last_day < yesterday:
        raise Refused(_("原任职自 %s 开始，还没有更早的一天可以结束；要即刻调动，请填昨天") % posting.since.isoformat())


def _refuse_ended(posting: Posting, last_day: date) -> None:
    if posting.until is not None and posting.until <= last_day:
        raise Refused(_("任职已在此前结束"))
