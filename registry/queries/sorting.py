"""Orders of the list of households. The usual one follows an index; the others sort what was found."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Expression, OrderBy

from registry.choices import Relation
from registry.models import Household, Membership

from .conditions import SIZE
from .guarantee_conditions import Setting, per_head

USUAL = ("village_code", "pk")
# By a column of the household itself.
OWN = {
    "number": "pk",
    "village": "village_code",
    "group": "group",
    "status": "status",
    "attribute": "attribute",
    "main_cause": "main_cause",
    "planned_exit_year": "planned_exit_year",
    "first_identified": "first_identified",
    "exit_year": "exit_year",
    "relapse_year": "relapse_year",
}
COMPUTED = ("head", "size", "income")
SORTS = frozenset({*OWN, *COMPUTED})


def sorted_by(found: QuerySet[Household], sort: str, setting: Setting) -> QuerySet[Household]:
    """`size`, or `-size` for the largest first; what is not known comes last. Anything else: by village and number."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        return found.order_by(*USUAL)
    key = F(OWN[name]) if name in OWN else _computed(name, setting)
    return found.order_by(OrderBy(key, descending=sort.startswith("-"), nulls_last=True), *USUAL)


def _computed(name: str, setting: Setting) -> Expression | Subquery:
    if name == "size":
        return SIZE
    if name == "income":
        return per_head(setting)
    heads = Membership.objects.filter(household=OuterRef("pk"), relation=Relation.HEAD, counted_until__isnull=True)
    return Subquery(heads.values("person__initials"))
