"""What may be said of poor villages and of units' years (domain.md §2.7, §10 N3, N23)."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STATES = {
    "": gettext_lazy("全部行政村"),
    "poor": gettext_lazy("贫困村（含已出列）"),
    "now": gettext_lazy("贫困村（未出列）"),
    "exited": gettext_lazy("已出列"),
    "none": gettext_lazy("非贫困村"),
}
FIRST_YEAR = 2013  # the standard moment of the first identification
HUNDRED = 100


def village_problems(*, identified_year: int, exit_year: int | None, this_year: int) -> list[str]:
    """Why a village cannot stand on the list so."""
    found = []
    if not FIRST_YEAR <= identified_year <= this_year:
        found.append(_("认定年度应在 %(first)d 年到 %(last)d 年之间") % {"first": FIRST_YEAR, "last": this_year})
    if exit_year is not None and exit_year < identified_year:
        found.append(_("出列年度不能早于认定年度 %d") % identified_year)
    if exit_year is not None and exit_year > this_year:
        found.append(_("出列年度不能晚于当前年度 %d") % this_year)
    return found


def unit_year_problems(
    *, year: int, rural_population: int, published_rate: Decimal | None, this_year: int
) -> list[str]:
    """Why a unit's year cannot be so."""
    found = []
    if not FIRST_YEAR <= year <= this_year:
        found.append(_("年度应在 %(first)d 年到 %(last)d 年之间") % {"first": FIRST_YEAR, "last": this_year})
    if rural_population == 0:
        found.append(_("农业户籍人口不能是 0：没有农业户籍人口的地区不用录入"))
    if published_rate is not None and not 0 <= published_rate <= HUNDRED:
        found.append(_("发生率应在 0 到 100 之间"))
    return found
