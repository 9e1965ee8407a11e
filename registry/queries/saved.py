"""常用查询: one's own."""

from django.db.models import QuerySet

from registry.accounts.models import User
from registry.models import SavedQuery


def saved_queries_of(owner: User) -> QuerySet[SavedQuery]:
    """Somebody's own, by name."""
    return SavedQuery.objects.filter(owner=owner).order_by("name")
