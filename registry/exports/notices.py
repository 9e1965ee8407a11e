"""公示名单 as a sheet: for the public, so with the masking profile of queries.notices and without the office's mark."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts.permissions import Permission
from registry.forms.notices import NoticeForm
from registry.queries.notices import decisions_on_notice, lines_of
from registry.refusal import Refused
from registry.regions.choices import Level
from registry.regions.models import Region

from .listing import Asked, Column, Listed, Listing


def _read(asked: Asked) -> Listed:
    form = NoticeForm(asked.query, viewer=asked.viewer, open_year=asked.year)
    if not form.is_valid():
        raise Refused(_("请先选好地区、名单和步骤"))
    notice = form.notice
    inside = Region.objects.filter(level=Level.VILLAGE, code__range=(notice.area.code, notice.area.last))
    names = dict(inside.values_list("code", "shown_name"))

    def lines(rows: list[Any]) -> list[Any]:
        return lines_of(rows)

    columns = [
        Column(gettext_lazy("村"), lambda line: names.get(line.village_code, ""), 40),
        Column(gettext_lazy("村民小组"), lambda line: line.group),
        Column(gettext_lazy("户主姓名"), lambda line: line.head),
        Column(gettext_lazy("家庭人口"), lambda line: line.members, number=True),
        Column(gettext_lazy("事项"), lambda _line: form.subject, 16),
    ]
    found = decisions_on_notice(asked.viewer, notice)
    return Listed(found, columns, lines, region=notice.area, conditions=form.title, mark=form.title)


NOTICES = Listing("notices", gettext_lazy("公示名单"), Permission.HOUSEHOLD_VIEW, _read)
