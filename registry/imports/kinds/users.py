"""用户与任职: users of the importer's own area and below, with the postings that the importer may give.

Nobody's password comes from a file: new users get one that nobody knows, and whoever merged has first passwords made
for all of them at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registry.accounts.actions.postings import end_posting, start_posting
from registry.accounts.actions.users import create_user
from registry.accounts.forms import USERNAME
from registry.accounts.models import User
from registry.accounts.passwords import new_password
from registry.accounts.reach import problems_of, roles_to_give
from registry.accounts.roles import ROLES
from registry.actions.batch_lists import Content
from registry.choices import BatchKind, RowVerdict
from registry.excel.user_sheet import USERS
from registry.imports.checking import Checked
from registry.imports.comparison import NOTHING
from registry.imports.faults import FaultKind
from registry.imports.judging import Judged
from registry.imports.layout import FileRefused
from registry.imports.lines import Group, Line
from registry.imports.template import Local
from registry.models import Batch
from registry.queries.batches import import_areas, import_spans
from registry.queries.posting_lists import managed, regions_in, regions_of, users_named
from registry.refusal import Refused
from registry.regions.models import Region
from registry.regions.spans import Span
from registry.rules.names import clean_name, name_key, name_problems

from .lists import Listed, Listing, merging
from .postings import Postings
from .ways import Template, Ways

LISTING = Listing((USERS,), "jingzhun-users-1")
# Each takes a password, which is made slow on purpose.
MOST_USERS = 200
MOST_LISTED = 2000
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
    postings = Postings(listed, group, accounts.by, user, accounts.regions)
    for row in group.households:
        postings.judge(row)
    planned = postings.planned
    content = {"username": username, "name": name, "user": user.pk if user else None, "postings": planned}
    differences = [] if user else [[_("用户"), _("姓名"), NOTHING, name]]
    differences += [one["difference"] for one in planned]
    verdict = RowVerdict.NEW if user is None else RowVerdict.CHANGED if planned else RowVerdict.UNCHANGED
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


def template(user: User) -> bytes:
    """With the roles that the user may give, and the regions of the own area."""
    areas = import_areas(user, BatchKind.USERS)
    regions = regions_in([Span(area.code, area.last) for area in areas])
    roles = tuple(str(ROLES[role].label) for role in roles_to_give(user))
    names = tuple(dict.fromkeys(region.shown_name for region in regions))
    examples = {"row.region": areas[0].shown_name} if areas else {}
    return LISTING.template(Local({"posting.role": roles, "row.region": names[:MOST_LISTED]}, examples))


WAYS = Ways(check, merging(write), LISTING.errors, {"users": Template(BatchKind.USERS.label, template)})
