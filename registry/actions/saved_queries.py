"""常用查询: conditions of the list kept under a name, by each for themselves."""

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.audit.acts import act
from registry.models import SavedQuery
from registry.refusal import Refused

MOST = 50


@transaction.atomic
def save_query(*, name: str, conditions: str, by: User) -> SavedQuery:
    """Keep conditions under a name; under a name that is in use they take the place of the former ones."""
    own = SavedQuery.objects.filter(owner=by)
    query = own.filter(name=name).first()
    if query is None and own.count() >= MOST:
        raise Refused(_("常用查询最多 %d 个，请先删除不用的") % MOST)
    with act("query.save", by=by):
        if query is None:
            return SavedQuery.objects.create(owner=by, name=name, conditions=conditions)
        query.conditions = conditions
        query.save(update_fields=["conditions", "saved_at"])
    return query


@transaction.atomic
def rename_query(*, query_id: int, name: str, by: User) -> SavedQuery:
    """Give one's own query another name."""
    query = _own(query_id, by)
    if SavedQuery.objects.filter(owner=by, name=name).exclude(pk=query.pk).exists():
        raise Refused(_("已有名为“%s”的常用查询，请换个名称") % name)
    with act("query.rename", by=by, target=query):
        query.name = name
        query.save(update_fields=["name", "saved_at"])
    return query


@transaction.atomic
def delete_query(*, query_id: int, by: User) -> None:
    """Forget one's own query."""
    query = _own(query_id, by)
    with act("query.delete", by=by, target=query):
        query.delete()


def _own(query_id: int, by: User) -> SavedQuery:
    query = SavedQuery.objects.select_for_update().filter(owner=by, pk=query_id).first()
    if query is None:
        raise Http404
    return query
