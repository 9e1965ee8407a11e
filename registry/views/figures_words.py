"""What the page says of its figures in words: how each is made, from what, as of when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.choices import Dimension, Population
from registry.forms.figures import UNKNOWN
from registry.queries.figures_lists import Behind
from registry.queries.figures_page import Distribution, Figures, Line
from registry.queries.figures_tallies import Year
from registry.regions.choices import Level
from registry.rules.figures import FIRST_ROUND, HOUSEHOLDS, PERSONS, WORDS

# The words of the list of households for ours.
STATUSES = {Population.POOR: "poor_stock", Population.REGISTERED: "registered"}
FILTERS = {Dimension.CAUSE.value: "main_cause", Dimension.ATTRIBUTE.value: "attribute"}


@dataclass(frozen=True)
class Explanation:
    """A figure with all that stands behind it. `value` None: it cannot be said, and `missing` says why."""

    label: str
    value: Any
    unit: str
    formula: str
    as_of: str
    source: str
    href: str = ""
    numerator: str = ""
    denominator: str = ""
    missing: str = ""
    note: str = ""

    @property
    def shown_unit(self) -> str:
        """The unit of what can be said."""
        return "" if self.missing else self.unit


def explanations(figures: Figures) -> list[Explanation]:
    """In the order of the page: N1, N2, N3, the poor stock, N23 and beside it what the statisticians published."""
    return [*_first_round(figures), _villages(figures), *_poor(figures), _rate(figures), _published(figures)]


@dataclass(frozen=True)
class Shown:
    """A distribution with the list behind each of its lines."""

    distribution: Distribution
    lines: list[tuple[Line, str]]


def distributions(figures: Figures) -> list[Shown]:
    """N4, by every dimension."""
    return [
        Shown(found, [(line, _behind(figures, found, line)) for line in found.lines]) for found in figures.distributions
    ]


def _behind(figures: Figures, found: Distribution, line: Line) -> str:
    kind = PERSONS if found.of_members else HOUSEHOLDS
    words = {"by": found.dimension.value, "word": line.word or UNKNOWN}
    return _list(figures, kind, figures.population, figures.year, **words)


def title_of(behind: Behind) -> str:
    """What a list behind a number shows."""
    if not behind.dimension:
        return str(behind.population.label)
    word = WORDS[behind.dimension].get(behind.word, _("未填"))
    return f"{behind.population.label} · {behind.dimension.label}：{word}"


def _first_round(figures: Figures) -> list[Explanation]:
    waiting = _waiting(figures)
    made = _("首次识别时间在 %d 年 12 月 31 日（首次建档标准时点）及以前的建档立卡户数；登记簿开始以前已清退的不在内")
    as_of, source = _said(figures.node_as_of), _source(figures.node, figures)
    households = Explanation(
        label=_("识别贫困户"),
        value=None if waiting else figures.first_households,
        unit=_("户"),
        formula=made % FIRST_ROUND,
        as_of=as_of,
        source=source,
        href=_list(figures, "households", Population.FIRST_ROUND, figures.node),
        missing=waiting,
        note=_("首次建档"),
    )
    each = _("户均 %.2f 人") % (figures.first_persons / figures.first_households) if figures.first_households else ""
    persons = Explanation(
        label=_("贫困人口"),
        value=None if waiting else figures.first_persons,
        unit=_("人"),
        formula=_("上述各户在登记簿最早一个年末（%d 年）的家庭成员数之和，按户编号和计入年度计") % figures.node.year
        if figures.node.closed
        else _("上述各户现有家庭成员数之和：还没有任何年度结账"),
        as_of=as_of,
        source=source,
        href=_list(figures, "persons", Population.FIRST_ROUND, figures.node),
        missing=waiting,
        note=_("首次建档") + (f" · {each}" if each else ""),
    )
    return [households, persons]


def _villages(figures: Figures) -> Explanation:
    villages = figures.villages
    return Explanation(
        label=_("贫困村"),
        value=villages.identified or None,
        unit=_("个"),
        formula=_("认定年度不晚于 %d 年的贫困村数，含已出列的") % figures.year.year,
        as_of=_("%d 年末") % figures.year.year,
        source=_("贫困村名单"),
        href=reverse("registry:poor_villages") + "?" + urlencode({"area": figures.area.pk, "state": "poor"}),
        missing="" if villages.identified else _("名单上没有这个地区的贫困村"),
        note=_("其中已出列 %d 个") % villages.exited if villages.identified else "",
    )


def _poor(figures: Figures) -> list[Explanation]:
    waiting = _waiting(figures)
    shared = {
        "as_of": _said(figures.as_of),
        "source": _source(figures.year, figures),
        "missing": waiting,
    }
    return [
        Explanation(
            label=_("未脱贫与返贫户"),
            value=None if waiting else figures.poor_households,
            unit=_("户"),
            formula=_("脱贫属性为未脱贫或返贫的户数"),
            href=_list(figures, "households", Population.POOR, figures.year),
            **shared,
        ),
        Explanation(
            label=_("未脱贫与返贫人口"),
            value=None if waiting else figures.poor_persons,
            unit=_("人"),
            formula=_("上述各户的家庭成员数之和"),
            href=_list(figures, "persons", Population.POOR, figures.year),
            **shared,
        ),
    ]


def _rate(figures: Figures) -> Explanation:
    known = figures.denominator
    return Explanation(
        label=_("贫困发生率"),
        value=None if figures.waiting else figures.rate,
        unit="%",
        formula=_("未脱贫与返贫的建档立卡人口 ÷ 农业户籍人口"),
        as_of=_said(figures.as_of),
        source=_source(figures.year, figures) + (f"；{known.source}" if known.source else ""),
        numerator="" if figures.waiting else _("%s 人") % f"{figures.poor_persons:,}",
        denominator=_("%s 人") % f"{known.population:,}" if known.population else "",
        href=reverse("registry:unit_years") + "?" + urlencode({"year": figures.year.year}),
        missing=_waiting(figures) or _no_denominator(figures),
        note=_("按建档立卡数"),
    )


def _published(figures: Figures) -> Explanation:
    known = figures.denominator
    return Explanation(
        label=_("统计部门公布的贫困发生率"),
        value=known.published_rate,
        unit="%",
        formula=_("国家统计局农村贫困监测抽样调查的结果，与建档立卡数口径不同，不能相加减"),
        as_of=_("%d 年") % figures.year.year,
        source=known.source if known.published_rate is not None else "",
        missing="" if known.published_rate is not None else _("没有录入"),
        note=_("抽样调查，仅供对照"),
    )


def _no_denominator(figures: Figures) -> str:
    known = figures.denominator
    if known.population:
        return ""
    if known.population == 0:
        return _("农业户籍人口为 0，算不出发生率")
    if known.counties_missing and known.counties_missing < known.counties:
        return _("%(all)d 个县中有 %(missing)d 个没有录入 %(year)d 年农业户籍人口") % {
            "all": known.counties,
            "missing": known.counties_missing,
            "year": figures.year.year,
        }
    return _("没有录入 %d 年农业户籍人口") % figures.year.year


def _waiting(figures: Figures) -> str:
    return _("正在汇总") if figures.waiting else ""


def _source(year: Year, figures: Figures) -> str:
    if not year.closed:
        return _("登记簿现状")
    if year == figures.year and figures.frozen_at:
        return _("%d 年末结账，当时上报的数") % year.year
    return _("%d 年末结账") % year.year


def _said(at: date | datetime) -> str:
    if isinstance(at, datetime):
        local = timezone.localtime(at)
        return _("%(year)d年%(month)d月%(day)d日 %(time)s") % {
            "year": local.year,
            "month": local.month,
            "day": local.day,
            "time": f"{local:%H:%M}",
        }
    return _("%d年12月31日") % at.year


def _list(figures: Figures, kind: str, population: Population, year: Year, **words: str) -> str:
    """The list behind a number; persons are listed within a county, where there are not too many to read.

    The open year's households are in the list of households, where they can be worked on.
    """
    if kind == PERSONS and figures.area.level < Level.COUNTY:
        return ""
    if kind == HOUSEHOLDS and not year.closed and population in STATUSES and words.get("word") != UNKNOWN:
        asked = {"region": figures.area.pk, "status": STATUSES[population]}
        if words:
            asked[FILTERS[words["by"]]] = words["word"]
        return reverse("registry:households") + "?" + urlencode(asked)
    asked = {"area": figures.area.pk, "year": year.year, "population": population.value, **words}
    return reverse(f"registry:figure_{kind}") + "?" + urlencode(asked)
