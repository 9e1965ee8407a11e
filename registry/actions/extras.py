"""Defining the fields that a province adds to the yearly record."""

from dataclasses import asdict

from django.db import transaction

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.models import ExtraField
from registry.queries.years import open_year
from registry.refusal import refuse_if
from registry.rules.extras import Definition, change_problems, definition_problems


@transaction.atomic
def define_field(*, province_code: int, definition: Definition, by: User) -> ExtraField:
    """Add a field from a year that is not closed on."""
    demand(by, Permission.PARAMETER_EDIT, province_code)
    others = [_definition(field) for field in ExtraField.objects.filter(province_code=province_code)]
    refuse_if(definition_problems(definition, others=others, open_year=open_year(province_code)))
    field = ExtraField(province_code=province_code, **_columns(definition))
    with act("extra.define", by=by, region_code=province_code, reason=definition.source):
        field.save()
    return field


@transaction.atomic
def change_field(*, field_id: int, definition: Definition, by: User) -> ExtraField:
    """Change words, options, order or the last year of a field; what was entered under it stays."""
    field = ExtraField.objects.select_for_update().get(pk=field_id)
    demand(by, Permission.PARAMETER_EDIT, field.province_code)
    refuse_if(change_problems(_definition(field), definition, open_year=open_year(field.province_code)))
    with act("extra.change", by=by, target=field, region_code=field.province_code, reason=definition.source):
        for name, value in _columns(definition).items():
            setattr(field, name, value)
        field.save()
    return field


def _columns(definition: Definition) -> dict[str, object]:
    return {**asdict(definition), "options": list(definition.options)}


def _definition(field: ExtraField) -> Definition:
    names = Definition.__dataclass_fields__
    return Definition(
        **{name: getattr(field, name) for name in names if name != "options"}, options=tuple(field.options)
    )
