"""First passwords for the users that a workbook brought: made when somebody asks for the list, shown that once."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from registry.accounts.actions.users import reset_password
from registry.accounts.models import User
from registry.accounts.passwords import new_password
from registry.audit.acts import act
from registry.models import Batch
from registry.queries.posting_lists import without_own_password
from registry.refusal import refuse_if

from .batches import demand_kind


@transaction.atomic
def give_first_passwords(*, batch_id: UUID, user_ids: Collection[int], by: User) -> list[tuple[User, str]]:
    """New first passwords for those of the batch's users who have not yet chosen their own; earlier lists are void."""
    batch = Batch.objects.select_for_update().defer("file_sealed", "errors_sealed").get(pk=batch_id)
    demand_kind(by, batch.kind, batch.region_code)
    waiting = without_own_password(by, user_ids)
    refuse_if([] if waiting else [_("这一批用户都已自己改过密码，或已不归您管理")])
    given = [(user, new_password()) for user in waiting]
    with act("batch.passwords", by=by, target=batch, batch=batch.pk):
        for user, password in given:
            reset_password(user=user, password=password, reason=_("导入 %s") % batch.file_name, by=by)
    return given
