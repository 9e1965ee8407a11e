"""Lists behind figures and results, and the lists of villages, counties and townships."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from registry import cipher
from registry.accounts.permissions import Permission
from registry.choices import Status
from registry.forms.figures import BehindForm
from registry.forms.run import ResultForm
from registry.forms.units import VillageFilter, YearFilter
from registry.models import Membership
from registry.queries import figures_lists as lists
from registry.queries import units
from registry.queries.household_lines import MASK
from registry.queries.households import head_names
from registry.queries.run_lists import results, within_own
from registry.queries.runs import runs
from registry.rules.units import STATES

from .listing import Asked, Column, Listed, Listing, said
from .runs import RUN_WORKBOOK

SEPARATOR = "、"


def _behind(asked: Asked) -> lists.Behind:
    form = BehindForm(asked.query, viewer=asked.viewer)
    behind = form.asked() if form.is_valid() else None
    if behind is None:
        raise Http404
    return behind


def _told(behind: lists.Behind) -> str:
    parts = [behind.area.shown_name, str(behind.year.year), str(behind.population.label)]
    if behind.dimension:
        parts.append(f"{behind.dimension.label} {behind.word}")
    return "；".join(parts)


def _figure_households(asked: Asked) -> Listed:
    behind = _behind(asked)
    columns = [
        Column(_("户主"), lambda line: line.head),
        Column(_("户编号"), lambda line: line.household.pk),
        Column(_("村"), lambda line: line.household.village.name),
        Column(_("状态"), lambda line: str(Status(line.status).label)),
        Column(_("户属性"), lambda line: line.attribute_label, 18),
        Column(_("主要致贫原因"), lambda line: line.household.get_main_cause_display()),
        Column(_("首次识别"), lambda line: line.household.first_identified),
    ]
    found: Any
    if behind.year.closed:
        columns.append(Column(_("年末人数"), lambda line: line.members, number=True))
        found, lines = lists.closings_behind(asked.viewer, behind), lists.lines_of_closings
    else:
        found, lines = lists.households_behind(asked.viewer, behind), lists.lines_of_households
    return Listed(found, columns, lines, region=behind.area, conditions=_told(behind))


def _figure_persons(asked: Asked) -> Listed:
    behind = _behind(asked)
    found = lists.persons_behind(asked.viewer, behind)
    if asked.whole:
        # A member of a closed year may live elsewhere by now, where the reader may not see numbers.
        found = found.filter(
            pk__in=Membership.objects.visible_to(asked.viewer, Permission.HOUSEHOLD_REVEAL).values("pk")
        )

    def number(line: Any) -> str:
        person = line.membership.person
        if asked.whole:
            return cipher.unseal(person.id_sealed) if person.id_sealed else ""
        return f"{MASK}{person.id_last4}" if person.id_last4 else ""

    columns = [
        Column(_("姓名"), lambda line: line.membership.person.name),
        Column(_("证件号码"), number, 22),
        Column(_("性别"), lambda line: line.membership.person.get_sex_display()),
        Column(_("年末周岁"), lambda line: line.age, number=True),
        Column(_("与户主关系"), lambda line: line.membership.get_relation_display()),
        Column(_("健康状况"), lambda line: SEPARATOR.join(line.health), 18),
        Column(_("劳动技能"), lambda line: line.own.get_labour_display() if line.own else "", 16),
        Column(_("村"), lambda line: line.membership.household.village.name),
        Column(_("户编号"), lambda line: line.membership.household_id),
    ]

    def lines(rows: list[Any]) -> list[Any]:
        return lists.lines_of_persons(rows, behind.year.year)

    homes = found.order_by().values_list("household", "household__village_code").distinct()
    return Listed(found, columns, lines, region=behind.area, conditions=_told(behind), whole_of=homes.iterator)


def _run_results(asked: Asked) -> Listed:
    number = asked.query.get("run", "")
    run = runs(asked.viewer).filter(pk=number).first() if number.isdecimal() else None
    if run is None:
        raise Http404
    form = ResultForm(asked.query, viewer=asked.viewer)
    chosen = within_own(asked.viewer, run, form.chosen())

    def lines(rows: list[Any]) -> list[Any]:
        heads = head_names([row.household_id for row in rows])
        return [(row, heads.get(row.household_id, "")) for row in rows]

    columns = [
        Column(_("户主"), lambda line: line[1]),
        Column(_("户编号"), lambda line: line[0].household_id),
        Column(_("村"), lambda line: line[0].household.village.name),
        Column(_("结果"), lambda line: line[0].get_outcome_display()),
        Column(_("上年末状态"), lambda line: line[0].get_opening_status_display(), 16),
        Column(_("本年末状态"), lambda line: line[0].get_closing_status_display(), 16),
        Column(_("上年末人数"), lambda line: line[0].members_opening, number=True),
        Column(_("本年末人数"), lambda line: line[0].members_closing, number=True),
        Column(_("人均纯收入（元）"), lambda line: line[0].income_per_head, 16, number=True),
        Column(_("决定未生效原因"), lambda line: line[0].get_refusal_display(), 24),
    ]
    told = f"{run.year}；{said(form)}".rstrip("；")
    return Listed(results(asked.viewer, run, chosen), columns, lines, region=chosen.area, conditions=told)


def _poor_villages(asked: Asked) -> Listed:
    form = VillageFilter(asked.query, viewer=asked.viewer)
    area, state = form.chosen()

    def kind(line: Any) -> str:
        if line.entry is None:
            return str(STATES["none"])
        return str(STATES["exited" if line.entry.exit_year else "now"])

    columns = [
        Column(_("行政村"), lambda line: line.region.name, 18),
        Column(_("乡镇"), lambda line: line.township, 18),
        Column(_("区划代码"), lambda line: str(line.region.code), 16),
        Column(_("村属性"), kind),
        Column(_("认定年度"), lambda line: line.entry.identified_year if line.entry else None),
        Column(_("出列年度"), lambda line: line.entry.exit_year if line.entry else None),
        Column(_("依据"), lambda line: line.entry.source if line.entry else "", 36),
    ]
    found = units.villages(asked.viewer, area, state)
    return Listed(found, columns, units.lines_of_villages, region=area, conditions=said(form))


def _unit_years(asked: Asked) -> Listed:
    form = YearFilter(asked.query, viewer=asked.viewer, year=asked.year)
    area, year = form.chosen()

    def lines(rows: list[Any]) -> list[Any]:
        return units.lines_of_units(rows, year)

    columns = [
        Column(_("地区"), lambda line: line.region.name, 20),
        Column(_("级别"), lambda line: line.region.get_level_display()),
        Column(_("年度"), lambda _line: year),
        Column(
            _("农业户籍人口（人）"),
            lambda line: line.entry.rural_population if line.entry else None,
            18,
            number=True,
        ),
        Column(
            _("统计部门公布的贫困发生率（％）"),
            lambda line: line.entry.published_rate if line.entry else None,
            26,
            number=True,
        ),
        Column(_("依据"), lambda line: line.entry.source if line.entry else "", 36),
    ]
    return Listed(units.units(asked.viewer, area), columns, lines, region=area, conditions=f"{year}；{said(form)}")


VIEW = Permission.HOUSEHOLD_VIEW
FIGURES_LISTS = (
    Listing("figure_households", _("统计数字明细（户）"), VIEW, _figure_households),
    Listing("figure_persons", _("统计数字明细（人）"), VIEW, _figure_persons, whole=True),
    Listing("run_results", _("动态调整名单"), Permission.ADJUSTMENT_VIEW, _run_results),
    RUN_WORKBOOK,
    Listing("poor_villages", _("贫困村名单"), VIEW, _poor_villages),
    Listing("unit_years", _("年度基础数据"), VIEW, _unit_years),
)
