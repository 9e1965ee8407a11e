"""What each parameter is: the shape of its value, the value where nobody set one, the words that explain it."""

from django.utils.translation import gettext_lazy as _

from .choices import IncomeItem, Name
from .shapes import (
    Definition,
    items_problem,
    items_words,
    month_day_problem,
    month_day_words,
    whole,
    year_problem,
    year_words,
)

DAY, AGE, YUAN, PERCENT = _("天"), _("岁"), _("元"), "%"

# Where a rule of the doubts begins to find something (domain.md §11.2); a value of its own may be set by each province.
THRESHOLDS: dict[Name, Definition] = {
    Name.HEAD_FROM_AGE: whole(
        16, (0, 30), AGE, about=_("户主不满这一年龄的，列为疑点。"), reference="domain.md §11.2 Q-HH-6"
    ),
    Name.SCHOOL_FROM_AGE: whole(
        6, (3, 10), AGE, about=_("从这一年龄起须填在校生状况。"), reference="domain.md §11.2 NULL"
    ),
    Name.SCHOOL_TO_AGE: whole(
        23, (15, 40), AGE, about=_("到这一年龄止须填在校生状况。"), reference="domain.md §11.2 NULL"
    ),
    Name.LABOUR_FROM_AGE: whole(
        16, (14, 20), AGE, about=_("从这一年龄起须填劳动技能。"), reference="domain.md §11.2 NULL"
    ),
    Name.LABOUR_TO_AGE: whole(
        65, (50, 80), AGE, about=_("到这一年龄止须填劳动技能。"), reference="domain.md §11.2 NULL"
    ),
    Name.PENSION_FROM_AGE: whole(
        16, (14, 30), AGE, about=_("从这一年龄起，脱贫户成员须填养老保险。"), reference="domain.md §11.2 NULL"
    ),
    Name.HIGHEST_PER_HEAD: whole(
        100_000,
        (10_000, 10_000_000),
        YUAN,
        about=_("人均纯收入超过这一数额的，列为疑点。"),
        reference="domain.md §11.2 Q-INC-2",
    ),
    Name.LARGEST_CHANGE: whole(
        100,
        (1, 1000),
        PERCENT,
        about=_("人均纯收入比上年增减超过这一比例的，列为疑点。"),
        reference="domain.md §11.2 Q-INC-12",
    ),
    Name.LOWEST_WAGE: whole(
        300,
        (0, 10_000),
        YUAN,
        about=_("全年工资性收入不到这一数额的，列为疑点。"),
        reference="domain.md §11.2 Q-INC-5",
    ),
    Name.HIGHEST_WAGE: whole(
        300_000,
        (10_000, 10_000_000),
        YUAN,
        about=_("全年工资性收入超过这一数额的，列为疑点。"),
        reference="domain.md §11.2 Q-INC-5",
    ),
    Name.LEAST_DIBAO: whole(
        200, (0, 10_000), YUAN, about=_("全年低保金不到这一数额的，列为疑点。"), reference="domain.md §11.2 Q-INC-6"
    ),
    Name.LEAST_DESTITUTE_SUPPORT: whole(
        200, (0, 10_000), YUAN, about=_("全年特困供养金不到这一数额的，列为疑点。"), reference="domain.md §11.2 Q-INC-6"
    ),
    Name.LEAST_FAMILY_PLANNING: whole(
        100, (0, 10_000), YUAN, about=_("全年计划生育金不到这一数额的，列为疑点。"), reference="domain.md §11.2 Q-INC-6"
    ),
    Name.LEAST_PENSION: whole(
        88, (0, 10_000), YUAN, about=_("全年养老保险金不到这一数额的，列为疑点。"), reference="domain.md §11.2 Q-INC-6"
    ),
}

DEFINITIONS: dict[Name, Definition] = {
    Name.STABLE_ITEMS: Definition(
        list(IncomeItem.values),
        _("计入家庭稳定脱贫收入的项目；不计入的项目照常登记，但不参加人均纯收入计算。"),
        "domain.md §3.2, §13.2",
        items_problem,
        items_words,
    ),
    Name.SERIOUS_ILLNESS_FROM: Definition(
        None,
        _("从这一年度起，参加居民医保的成员还须参加大病保险，基本医疗才算达标；未设定的省不作要求。"),
        "domain.md §13.2, §13.8",
        year_problem,
        year_words,
    ),
    Name.NOTICE_DAYS_1: whole(7, (1, 60), DAY, about=_("村内公示的完整日历天数。"), reference="domain.md §4.3"),
    Name.NOTICE_DAYS_2: whole(7, (1, 60), DAY, about=_("乡镇公示的完整日历天数。"), reference="domain.md §4.3"),
    Name.PERIOD_START: Definition(
        "10-01",
        _("年度收入核算周期从上一年的这一天开始，满一年为止。"),
        "domain.md §3.3",
        month_day_problem,
        month_day_words,
    ),
    Name.NUMBER_MISSING_DAYS: whole(
        365,
        (1, 366),
        DAY,
        about=_("新生儿或证件遗失的成员可以使用临时编号的天数，到期前须补录证件号码。"),
        reference="domain.md §5.3",
    ),
    **THRESHOLDS,
}
