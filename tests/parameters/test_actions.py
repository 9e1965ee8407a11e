from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404

from registry.accounts.scope import SYSTEM, Viewer
from registry.audit.models import Act
from registry.parameters.actions import set_line, set_parameter
from registry.parameters.choices import LineKind, Name
from registry.parameters.models import PovertyLine
from registry.parameters.queries import poverty_line, value_of
from registry.refusal import Refused
from tests.cast import Cast

from .rows import GUIZHOU, HUNAN

OWN: dict[str, Any] = {
    "year": 2016, "kind": LineKind.PROVINCIAL, "amount": Decimal(3000), "province_code": HUNAN,
    "source": "湘扶发〔2016〕1号",
}  # fmt: skip
DAYS: dict[str, Any] = {
    "name": Name.NOTICE_DAYS_1, "value": 5, "from_year": 2016, "source": "湘扶发〔2016〕2号", "province_code": HUNAN,
}  # fmt: skip


def test_a_province_sets_its_own_line(cast: Cast) -> None:
    set_line(**OWN, by=cast.provincial_administrator)
    assert poverty_line(HUNAN, 2016) == Decimal(3000)


@pytest.mark.parametrize("amount", ["2952.00", "2952.01"])
def test_a_provincial_line_may_reach_the_national_floor(cast: Cast, amount: str) -> None:
    line = set_line(**OWN | {"amount": Decimal(amount)}, by=cast.provincial_administrator)
    assert line.amount == Decimal(amount)


def test_a_provincial_line_below_the_national_floor_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"2951\.99元低于国家扶贫标准2952\.00元"):
        set_line(**OWN | {"amount": Decimal("2951.99")}, by=cast.provincial_administrator)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"source": "  "}, "依据"),
        ({"amount": Decimal(0), "kind": LineKind.MONITORING}, "大于0"),
        ({"kind": LineKind.NBS}, "不能由省设定"),
    ],
)
def test_a_line_without_sense_is_refused(cast: Cast, change: dict[str, Any], message: str) -> None:
    with pytest.raises(Refused, match=message):
        set_line(**OWN | change, by=cast.provincial_administrator)


def test_a_line_set_again_is_changed_and_both_stay_in_history(cast: Cast) -> None:
    for amount in (3000, 3100):
        set_line(**OWN | {"amount": Decimal(amount)}, by=cast.provincial_administrator)
    line = PovertyLine.objects.get(kind=LineKind.PROVINCIAL)
    events = line.events.order_by("pgh_id")  # type: ignore[attr-defined]
    assert [(event.pgh_label, event.amount) for event in events] == [("insert", 3000), ("update", 3100)]


def test_a_line_is_set_in_one_act_of_the_province_with_its_source_as_reason(cast: Cast) -> None:
    line = set_line(**OWN, by=cast.provincial_administrator)
    act = Act.objects.get(verb="parameter.set", region_code=HUNAN)
    assert (act.actor_name, act.reason) == (cast.provincial_administrator.name, "湘扶发〔2016〕1号")
    assert line.events.get().pgh_context_id == act.pk  # type: ignore[attr-defined]


def test_another_province_s_line_does_not_exist_for_an_administrator(cast: Cast) -> None:
    with pytest.raises(Http404):
        set_line(**OWN, by=cast.foreign_administrator)


def test_the_nation_s_line_is_set_by_the_system_alone(cast: Cast) -> None:
    nation = OWN | {"year": 2021, "kind": LineKind.NBS, "province_code": None}
    with pytest.raises(Http404):
        set_line(**nation, by=cast.provincial_administrator)
    set_line(**nation, by=SYSTEM)
    assert poverty_line(GUIZHOU, 2021) == Decimal(3000)


@pytest.mark.parametrize("part", ["county_clerk", "auditor", "system_administrator", "nobody"])
def test_whoever_may_not_edit_parameters_changes_none(cast: Cast, part: str) -> None:
    by: Viewer = cast[part]
    with pytest.raises(Http404):
        set_line(**OWN, by=by)
    with pytest.raises(Http404):
        set_parameter(**DAYS, by=by)


def test_a_parameter_holds_from_its_year_on(cast: Cast) -> None:
    set_parameter(**DAYS, by=cast.provincial_administrator)
    assert [value_of(Name.NOTICE_DAYS_1, HUNAN, year) for year in (2015, 2016, 2017)] == [7, 5, 5]


def test_a_parameter_of_another_shape_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="1至60"):
        set_parameter(**DAYS | {"value": 0}, by=cast.provincial_administrator)


def test_a_parameter_without_a_source_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="依据"):
        set_parameter(**DAYS | {"source": ""}, by=cast.provincial_administrator)


def test_the_application_s_role_may_set_lines(cast: Cast, as_application: None) -> None:
    assert set_line(**OWN, by=cast.provincial_administrator).pk
