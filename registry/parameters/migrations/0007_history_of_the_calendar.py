"""Changes of the calendar are kept from now on, and made in an act; what stands there is where its history begins."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from registry.audit.operations import append_only, guard

BEGIN = """
INSERT INTO parameters_calendardayevent (pgh_created_at, pgh_label, day, working, name, pgh_obj_id)
SELECT now(), 'insert', day, working, name, day FROM parameters_calendarday
"""


class Migration(migrations.Migration):
    dependencies = [
        ("parameters", "0006_days_without_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarDayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("day", models.DateField(serialize=False, verbose_name="日期")),
                ("working", models.BooleanField(verbose_name="工作日")),
                ("name", models.CharField(blank=True, max_length=32, verbose_name="名称")),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parameters_calendardayevent" ("day", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "working") SELECT new_values."day", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."day", new_values."working" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e990888ec7c11b8480f6f488e3856a243832bb4e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b45e9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="parameters_calendarday",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parameters_calendardayevent" ("day", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "working") SELECT new_values."day", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."day", new_values."working" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."day") = (new_values."day") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c821b66038c05e06d4da64481fc26035e1e69a8a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8a2d2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="parameters_calendarday",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parameters_calendardayevent" ("day", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "working") SELECT old_values."day", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."day", old_values."working" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fe5a6e483fbe799e22e480a3a7a2a469273bb853",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6251e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="parameters_calendarday",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="calendardayevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="parameters.calendarday",
            ),
        ),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
        guard("parameters_calendarday"),
        append_only("parameters_calendardayevent"),
    ]
