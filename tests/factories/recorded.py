"""The base of factories of tracked rows, which nobody may write outside an act."""

from typing import Any, TypeVar

from django.db import models, transaction
from factory.django import DjangoModelFactory

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act

M = TypeVar("M", bound=models.Model)


class RecordedFactory(DjangoModelFactory[M]):
    """Writes each row inside an act `test.setup` of its own."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[M], *args: Any, **kwargs: Any) -> M:
        with transaction.atomic(), act("test.setup", by=SYSTEM):
            row: M = super()._create(model_class, *args, **kwargs)
            return row
