"""用户与任职: users of the importer's own area and below, with the postings that the importer may give.

Nobody's password comes from a file: new users get one that nobody knows, and whoever merged has first passwords made
for all of them at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.accounts.actions.postings import end_posting, start_posting
from registry.accounts.actions.users import create_user
from registry.accounts.forms import USERNAME
from registry.accounts.models import Posting, User
from registry.accounts.passwords import new_password
from registry.accounts.reach import problems_of, seat, seats_of
from registry.accounts.roles import ROLES
from registry.accounts.rules import Term, posting_problems, reach_problems
from registry.actions.batch_lists import Content
from registry.choices import RowVerdict
from registry.excel.user_sheet import USERS
from registry.imports.checking import Checked
from registry.imports.faults import FaultKind
from registry.imports.judging import Judged
from registry.imports.layout import FileRefused
from registry.imports.lines import Group, Line
from registry.models import Batch
from registry.queries.batches import import_spans
from registry.queries.posting_lists import managed, regions_of, users_named
from registry.refusal import Refused
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.names import clean_name, name_key, name_problems

from .lists import Listed, Listing, merging
from .ways import Ways

LISTING = Listing((USERS,), "jingzhun-users-1")
# Each takes a password, which is made slow on purpose.
MOST_USERS = 300
LATEST = date(2100, 12, 31)


@dataclass(frozen=True)
class Accounts:
    """What the rows are held against."""

    by: User
    found: Mapping[str, User]
    managed: set[int]
    regions: list[Region]


def check(batch: Batch) -> Checked:
    """Every user with all rows of the file, against the rules of postings and the importer's reach."""
    listed = LISTING.read(batch, LATEST)
    groups = listed.groups(lambda line: str(line.parts["user"].get("username", "")))
    if len(groups) > MOST_USERS:
        words = {"most": MOST_USERS, "now": len(groups)}
        raise FileRefused([_("一个文件最多 %(most)d 名用户，现有 %(now)d 名，请拆成几个文件") % words])
    accounts = _accounts(batch, listed.lines)
    return listed.checked(
        listed.refused(group) if group.remark else _judge(listed, group, accounts) for group in groups
    )


def _accounts(batch: Batch, lines: list[Line]) -> Accounts:
    found = users_named(
        {line.parts["user"]["username"] for line in lines if line.parts.get("user", {}).get("username")}
    )
    by = batch.uploaded_by
    names = {line.own["region"] for line in lines if line.own.get("region")}
    codes = {line.own["region_code"] for line in lines if line.own.get("region_code")}
    return Accounts(by, found, managed(by, found.values()), regions_of(import_spans(batch), names, codes))


def _judge(listed: Listed, group: Group, accounts: Accounts) -> Judged:
    line = group.household
    username, name = group.key, clean_name(str(line.parts["user"].get("name", "")))
    user = accounts.found.get(username)
    _check_user(listed, group, user, accounts)
    terms = [Term(one.role, one.region_id, one.since, one.until) for one in user.postings.all()] if user else []
    postings: list[dict[str, Any]] = []
    for row in group.households:
        region = _region(listed, group, row, accounts)
        if region is not None and {"role", "since"} <= row.parts["posting"].keys():
            _judge_posting(listed, group, row, (region, user, terms, postings, accounts.by))
    content = {"username": username, "name": name, "user": user.pk if user else None, "postings": postings}
    differences = [] if user else [[_("用户"), _("姓名"), "—", name]]
    differences += [[_("任职"), one["words"], one["before"], one["after"]] for one in postings]
    verdict = RowVerdict.NEW if user is None else RowVerdict.CHANGED if postings else RowVerdict.UNCHANGED
    return listed.taken(group, verdict, name, content | {"differences": differences})


def _check_user(listed: Listed, group: Group, user: User | None, accounts: Accounts) -> None:
    """One name for one user name; of somebody who is there already the importer must be an administrator."""
    for line in group.households:
        name = line.parts["user"].get("name")
        for problem in name_problems(clean_name(name)) if name else ():
            listed.fault(group, line, "姓名", problem, FaultKind.TEXT)
        if name and name_key(name) != name_key(str(group.household.parts["user"].get("name", name))):
            listed.fault(group, line, "姓名", _("同一用户名在文件中有不同的姓名"), FaultKind.AGAIN)
    line = group.household
    if group.key and not re.fullmatch(USERNAME, group.key):
        listed.fault(group, line, "用户名", _("用户名只能用字母、数字和 . _ -"), FaultKind.TEXT)
    if user is None:
        return
    if user.pk == accounts.by.pk or user.pk in accounts.managed:
        for problem in problems_of(accounts.by, user):
            listed.fault(group, line, "用户名", problem)
        if name_key(str(line.parts["user"].get("name", user.name))) != name_key(user.name):
            listed.fault(group, line, "姓名", _("用户名已是“%s”的账号；姓名不能通过导入更改") % user.name)
        if not user.is_active:
            listed.fault(group, line, "用户名", _("该用户已停用，请先在用户页面启用"))
    else:
        listed.fault(group, line, "用户名", _("用户名已有人使用"))


def _region(listed: Listed, group: Group, line: Line, accounts: Accounts) -> Region | None:
    """The region of a row: by code, or by a name that only one region of the role's levels goes by."""
    code, name, role = line.own.get("region_code"), line.own.get("region"), line.parts["posting"].get("role")
    column = "区划代码" if code else "区划名称"
    if not code and not name:
        listed.fault(group, line, "区划代码", _("区划代码和区划名称都没有填"), FaultKind.MISSING)
        return None
    fitting = [one for one in accounts.regions if (not code or one.code == code) and (not name or _goes_by(one, name))]
    if not fitting:
        message = _("您管理的区域内没有“%s”") % " ".join(str(part) for part in (code, name) if part)
        listed.fault(group, line, column, message, FaultKind.AREA)
        return None
    levels = [one for one in fitting if role is None or Level(one.level) in ROLES[role].levels]
    if len(levels) > 1:
        some = "、".join(f"{one.shown_name}（{one.code}）" for one in levels[:5])
        listed.fault(
            group,
            line,
            column,
            _("有几个“%(name)s”：%(some)s；请填代码") % {"name": name or code, "some": some},
            FaultKind.AREA,
        )
        return None
    return (levels or fitting)[0]


def _goes_by(region: Region, name: str) -> bool:
    return name in (region.name, region.shown_name)


def _judge_posting(
    listed: Listed, group: Group, line: Line, about: tuple[Region, User | None, list[Term], list[dict[str, Any]], User]
) -> None:
    """A new posting, the earlier end of one, or one that is there as the row says."""
    region, user, terms, postings, by = about
    given = line.parts["posting"]
    since, until = (date.fromisoformat(given[name]) if name in given else None for name in ("since", "until"))
    assert since is not None  # noqa: S101 - the caller looked
    words = {"words": f"{ROLES[given['role']].label} · {region.shown_name}", "role": given["role"], "region": region.pk}
    held = _held(user, given["role"], region, since)
    if held is None:
        wanted = Term(given["role"], region.pk, since, until)
        for problem in posting_problems(wanted, Level(region.level), terms):
            listed.fault(group, line, "角色", problem)
        terms.append(wanted)
        after = _("自 %s") % since + (_(" 至 %s") % until if until else "")
        postings.append(
            words | {"since": since.isoformat(), "until": given.get("until"), "before": "—", "after": after}
        )
    elif until is not None and until != held.until:
        if held.until is not None and held.until < until:
            listed.fault(
                group, line, "结束日期", _("已登记到 %s 结束，不能通过导入延长；请另填一行新的任职") % held.until
            )
        before = _("至 %s") % held.until if held.until else _("没有期限")
        postings.append(
            words | {"ends": held.pk, "until": given["until"], "before": before, "after": _("至 %s") % until}
        )
    for problem in reach_problems(seats_of(by), [seat(given["role"], region)]):
        listed.fault(group, line, "角色", problem)


def _held(user: User | None, role: str, region: Region, since: date) -> Posting | None:
    for posting in user.postings.all() if user else ():
        if (posting.role, posting.region_id, posting.since) == (role, region.pk, since):
            return posting
    return None


def write(content: Content, _batch: Batch, by: User) -> int | None:
    """Make the user, if new, and begin and end the postings; gives the id of a user that was made."""
    made = content["user"] is None
    if made:
        region = Region.objects.get(pk=content["postings"][0]["region"])
        user = create_user(
            username=content["username"], name=content["name"], password=new_password(), region=region, by=by
        )
    else:
        user = User.objects.get(pk=content["user"])
        problems = problems_of(by, user)
        if problems:
            raise Refused(problems)
    for one in content["postings"]:
        until = date.fromisoformat(one["until"]) if one["until"] else None
        if "ends" in one:
            end_posting(posting_id=one["ends"], last_day=until, reason=_("导入用户与任职"), by=by)
        else:
            region, since = Region.objects.get(pk=one["region"]), date.fromisoformat(one["since"])
            start_posting(user=user, role=one["role"], region=region, since=since, until=until, by=by)
    return user.pk if made else None


WAYS = Ways(check, merging(write), LISTING.errors)
