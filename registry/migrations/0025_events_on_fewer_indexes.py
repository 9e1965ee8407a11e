"""Events keep only the indexes by which somebody looks for them: of a row, of an act, of a household or a person.

Each of the others was paid for by every change of a row, and read by nobody.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Of each table's events: what they refer to, how it is called, and whether it may be empty, in the table and in a form.
REFERENCES: tuple[tuple[Any, ...], ...] = (
    ("collection", "checked_by", settings.AUTH_USER_MODEL, "审核人", True),
    ("collection", "entered_by", settings.AUTH_USER_MODEL, "录入人"),
    ("collection", "household", "registry.household", "户"),
    ("decision", "approved_by", settings.AUTH_USER_MODEL, "批准人", True),
    ("decision", "campaign", "registry.campaign", "专项行动", True, True),
    ("decision", "household", "registry.household", "户"),
    ("decision", "proposed_by", settings.AUTH_USER_MODEL, "提出人", True),
    ("exitplan", "region", "regions.region", "县"),
    ("household", "split_from", "registry.household", "分自", True),
    ("household", "village", "regions.region", "行政村"),
    ("membership", "household", "registry.household", "户"),
    ("membership", "person", "registry.person", "人"),
    ("memberyear", "person", "registry.person", "人"),
    ("move", "answered_by", settings.AUTH_USER_MODEL, "迁入地经办人", True),
    ("move", "household", "registry.household", "户"),
    ("move", "proposed_by", settings.AUTH_USER_MODEL, "迁出地经办人"),
    ("move", "to_village", "regions.region", "迁入村"),
    ("poorvillage", "campaign", "registry.campaign", "专项行动", True, True),
    ("poorvillage", "village", "regions.region", "行政村"),
    ("run", "approved_by", settings.AUTH_USER_MODEL, "批准人", True),
    ("run", "rehearsed_by", settings.AUTH_USER_MODEL, "试算人", True),
    ("run", "undo_asked_by", settings.AUTH_USER_MODEL, "回退申请人", True),
    ("run", "undone_by", settings.AUTH_USER_MODEL, "回退确认人", True),
    ("statement", "household", "registry.household", "户"),
    ("survey", "household", "registry.household", "户"),
    ("unityear", "region", "regions.region", "区域"),
)
LOOKED_FOR_BY = {
    "household": ("collection", "decision", "membership", "move", "statement", "survey"),
    "person": ("memberyear",),
}


def without_index(
    model: str, name: str, to: str, label: str, null: bool = False, blank: bool = False
) -> migrations.AlterField:
    """The reference as it was, but for its index."""
    field: models.ForeignKey[models.Model, models.Model] = models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        related_query_name="+",
        to=to,
        verbose_name=label,
        null=null,
        blank=blank,
    )
    return migrations.AlterField(model_name=f"{model}event", name=name, field=field)


def index(model: str, name: str) -> migrations.RunSQL:
    """To show the history of a household or a person."""
    return migrations.RunSQL(
        f"CREATE INDEX {model}event_{name} ON registry_{model}event ({name}_id)", f"DROP INDEX {model}event_{name}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_index_name_beginnings"),
        ("registry", "0024_facts_under_seal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        *(without_index(*reference) for reference in REFERENCES),
        *(index(model, name) for name, tables in LOOKED_FOR_BY.items() for model in tables),
    ]
