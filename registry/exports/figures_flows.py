"""Stock and flow as files: the account through the years, and the households behind a number."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.forms.figures import FlowFilter, TermForm
from registry.queries import figures_flow_lists as lists
from registry.queries.figures_flows import flows_of_area
from registry.rules.flows import FLOW_LABELS, sign_of

from .listing import Asked, Column, Counted, Listed, Listing, said

VIEW = Permission.HOUSEHOLD_VIEW


def _flows(asked: Asked) -> Listed:
    form = FlowFilter(asked.query, viewer=asked.viewer)
    place = form.place()
    if place is None:
        raise Http404
    shown = flows_of_area(asked.viewer, *place, form.side())

    columns = [
        Column(_("项目"), lambda term: f"{FLOW_LABELS[term]} {sign_of(term)}".strip(), 18),
        *(Column(str(flow.year), flow.number, 14, number=True) for flow in shown.years),
    ]
    return Listed(Counted(shown.terms), columns, region=shown.area, conditions=said(form))


def _flow_list(asked: Asked) -> Listed:
    form = TermForm(asked.query, viewer=asked.viewer)
    term = form.asked()
    if term is None:
        raise Http404
    columns = [
        Column(_("户主"), lambda line: line.head),
        Column(_("户编号"), lambda line: line.row.household_id),
        Column(_("村"), lambda line: line.row.household.village.name),
        Column(_("结果"), lambda line: line.row.get_outcome_display()),
        Column(_("上年末状态"), lambda line: line.row.get_opening_status_display(), 16),
        Column(_("本年末状态"), lambda line: line.row.get_closing_status_display(), 16),
        Column(_("上年末人数"), lambda line: line.row.members_opening, number=True),
        Column(_("本年末人数"), lambda line: line.row.members_closing, number=True),
        Column(_("计入（人）") if term.side.persons else _("计入（户）"), lambda line: line.counts, number=True),
    ]
    found = lists.rows_behind(asked.viewer, term)
    return Listed(found, columns, lists.lines_of_rows, region=term.area, conditions=said(form))


FLOWS_LISTS = (
    Listing("figure_flows", _("逐年存量与增减"), VIEW, _flows),
    Listing("figure_flow_list", _("存量与增减明细（户）"), VIEW, _flow_list),
)
