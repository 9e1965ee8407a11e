"""Lists of the office: who works there, and what was done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.accounts import queries as accounts
from registry.accounts.forms import UserFilter
from registry.accounts.permissions import Permission
from registry.forms.acts import ActFilter
from registry.queries import acts

from .listing import Asked, Column, Listed, Listing, said
from .register_lists import moment

SEPARATOR = "、"


def _users(asked: Asked) -> Listed:
    form = UserFilter(asked.query, regions=accounts.regions_to_look_in(asked.viewer))

    def state(user: Any) -> str:
        if not user.is_active:
            return str(_("停用"))
        return str(_("未首次登录") if user.must_change_password else _("启用"))

    columns = [
        Column(_("姓名"), lambda user: user.name),
        Column(_("用户名"), lambda user: user.username, 18),
        Column(
            _("任职"), lambda user: SEPARATOR.join(f"{one.region} {one.get_role_display()}" for one in user.shown), 50
        ),
        Column(_("状态"), state),
        Column(_("最近登录"), lambda user: moment(user.last_login), 18),
    ]
    return Listed(accounts.users_found(asked.viewer, **form.wanted), columns, conditions=said(form))


def _acts(asked: Asked) -> Listed:
    form = ActFilter(asked.query, viewer=asked.viewer)
    wanted = form.wanted
    columns = [
        Column(_("时间"), lambda line: moment(line.act.at), 18),
        Column(_("操作人"), lambda line: line.act.actor_name),
        Column(_("操作"), lambda line: line.verb, 18),
        Column(_("对象"), lambda line: line.target, 20),
        Column(_("区域"), lambda line: line.area, 36),
        Column(_("原因"), lambda line: line.reason, 36),
        Column(_("来源地址"), lambda line: line.act.address, 18),
    ]

    def lines(rows: list[Any]) -> list[Any]:
        return acts.lines(asked.viewer, rows)

    found = acts.acts(asked.viewer, wanted).order_by("-at", "-pk")
    return Listed(found, columns, lines, region=wanted.region, conditions=said(form))


OFFICE_LISTS = (
    Listing("users", _("用户"), Permission.USER_VIEW, _users),
    Listing("acts", _("操作日志"), Permission.ACT_VIEW, _acts),
)
