"""From which year on a province may set what counts."""

from django.utils.translation import gettext as _


def closed_year_problems(year: int, open_year: int) -> list[str]:
    """Why nothing may be set for `year`: what has been approved was computed with what held then."""
    if year >= open_year:
        return []
    words = {"year": year, "open": open_year}
    return [_("%(year)s年度已经截止，资料按当时的取值计算，不能再改；只能从%(open)s年度起设定") % words]
