"""Words of the figures (domain.md §10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Population(models.TextChoices):
    """Whom the distributions of N4 speak of."""

    POOR = "poor", _("未脱贫与返贫")
    REGISTERED = "registered", _("全部建档立卡")
    FIRST_ROUND = "first_round", _("首次建档识别")


class Dimension(models.TextChoices):
    """By what a population is told apart (N4). The first two tell households apart, the others members."""

    CAUSE = "cause", _("主要致贫原因")
    ATTRIBUTE = "attribute", _("户属性")
    AGE = "age", _("年龄")
    HEALTH = "health", _("健康状况")
    LABOUR = "labour", _("劳动技能")


class AgeBand(models.TextChoices):
    """年龄 on 31 December."""

    INFANT = "0", _("0–5岁")
    SCHOOL = "6", _("6–15岁")
    YOUNG = "16", _("16–35岁")
    MIDDLE = "36", _("36–59岁")
    OLD = "60", _("60–69岁")
    AGED = "70", _("70岁及以上")
