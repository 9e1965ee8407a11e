"""Additions and removals as files: the campaigns, and the households and people behind a number."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.forms.figures import CorrectedForm, CorrectionFilter
from registry.queries import figures_corrections as queries
from registry.queries.figures_flow_lists import heads_of
from registry.queries.household_lines import MASK
from registry.rules.corrections import HOUSEHOLDS, LABELS, LISTED_PEOPLE, MEASURES, measure

from .listing import Asked, Column, Counted, Listed, Listing, said

VIEW = Permission.HOUSEHOLD_VIEW


def _corrections(asked: Asked) -> Listed:
    form = CorrectionFilter(asked.query, viewer=asked.viewer)
    place = form.place()
    if place is None:
        raise Http404
    shown = queries.corrections_of(asked.viewer, *place, form.scope())
    columns = [
        Column(_("专项行动"), lambda line: line.campaign.name if line.campaign else str(_("不在专项行动内")), 30),
        Column(_("开始"), lambda line: line.campaign.opens if line.campaign else None, 14),
        Column(_("结束"), lambda line: line.campaign.closes if line.campaign else None, 14),
        *(_measured(word) for word in MEASURES),
    ]
    return Listed(Counted(shown.campaigns), columns, region=shown.area, conditions=said(form))


def _measured(word: str) -> Column:
    return Column(LABELS[word], lambda line: measure(line.tally, word), 14, number=True)


def _corrected(asked: Asked) -> Listed:
    form = CorrectedForm(asked.query, viewer=asked.viewer)
    meant = _meant(form, HOUSEHOLDS)
    columns = [
        Column(_("户主"), lambda line: line[1]),
        Column(_("户编号"), lambda line: line[0].household_id),
        Column(_("村"), lambda line: line[0].household.village.name),
        Column(_("年度"), lambda line: line[0].year, number=True),
        Column(_("结果"), lambda line: line[0].get_outcome_display()),
        Column(_("文件日期"), lambda line: line[0].decision.decided_on if line[0].decision else None, 14),
        Column(_("文号"), lambda line: line[0].decision.document_number if line[0].decision else "", 20),
        Column(_("年末人数"), lambda line: line[0].members_closing, number=True),
    ]
    found = queries.households_behind(asked.viewer, meant)
    return Listed(found, columns, heads_of, region=meant.area, conditions=said(form))


def _people(asked: Asked) -> Listed:
    form = CorrectedForm(asked.query, viewer=asked.viewer)
    meant = _meant(form, LISTED_PEOPLE)

    def number(line: Any) -> str:
        return f"{MASK}{line.person.id_last4}" if line.person.id_last4 else ""

    columns = [
        Column(_("姓名"), lambda line: line.person.name),
        Column(_("证件号码"), number, 22),
        Column(_("性别"), lambda line: line.person.get_sex_display()),
        Column(_("村"), lambda line: line.household.village.name),
        Column(_("户编号"), lambda line: line.household_id),
        Column(_("增加原因"), lambda line: line.get_reason_in_display(), 18),
        Column(_("增加日期"), lambda line: line.joined_on, 14),
        Column(_("减少原因"), lambda line: line.get_reason_out_display(), 18),
        Column(_("减少日期"), lambda line: line.left_on, 14),
    ]
    found = queries.people_behind(asked.viewer, meant)
    return Listed(found, columns, region=meant.area, conditions=said(form))


def _meant(form: CorrectedForm, parts: frozenset[str]) -> queries.Corrected:
    meant = form.asked(parts)
    if meant is None:
        raise Http404
    return meant


CORRECTIONS_LISTS = (
    Listing("figure_corrections", _("补录与剔除"), VIEW, _corrections),
    Listing("figure_corrected", _("新识别和清退明细（户）"), VIEW, _corrected),
    Listing("figure_corrected_people", _("补录和剔除明细（人）"), VIEW, _people),
)
