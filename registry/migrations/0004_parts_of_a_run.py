"""The parts of a run, when its facts were read; closing rows without foreign keys in the database."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_number_households"),
    ]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("first", models.BigIntegerField(verbose_name="起始代码")),
                ("last", models.BigIntegerField(verbose_name="末位代码")),
                ("households", models.PositiveIntegerField(default=0, verbose_name="户数")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="试算摘要")),
                ("problem", models.JSONField(default=list, verbose_name="问题")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="执行时间")),
            ],
            options={
                "verbose_name": "执行分区",
                "verbose_name_plural": "执行分区",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="run",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="run",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="run",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="run",
            name="facts_at",
            field=models.DateTimeField(help_text="此后的改动使试算过时", null=True, verbose_name="取数时间"),
        ),
        migrations.AddField(
            model_name="runevent",
            name="facts_at",
            field=models.DateTimeField(help_text="此后的改动使试算过时", null=True, verbose_name="取数时间"),
        ),
        migrations.AlterField(
            model_name="closing",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.decision",
                verbose_name="决定",
            ),
        ),
        migrations.AlterField(
            model_name="closing",
            name="household",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.household",
                verbose_name="户",
            ),
        ),
        migrations.AlterField(
            model_name="rehearsal",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.decision",
                verbose_name="决定",
            ),
        ),
        migrations.AlterField(
            model_name="rehearsal",
            name="household",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.household",
                verbose_name="户",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_runevent" ("approved_at", "approved_by_id", "baseline", "digest", "facts_at", "figures", "finished_at", "frozen_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "region_code", "rehearsed_at", "rehearsed_by_id", "started_at", "state", "version", "year") SELECT new_values."approved_at", new_values."approved_by_id", new_values."baseline", new_values."digest", new_values."facts_at", new_values."figures", new_values."finished_at", new_values."frozen_at", new_values."id", new_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."problem", new_values."region_code", new_values."rehearsed_at", new_values."rehearsed_by_id", new_values."started_at", new_values."state", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bb22514fc44680108f0b2c085cab04b31b13b138",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b4291",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="registry_run",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_runevent" ("approved_at", "approved_by_id", "baseline", "digest", "facts_at", "figures", "finished_at", "frozen_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "region_code", "rehearsed_at", "rehearsed_by_id", "started_at", "state", "version", "year") SELECT new_values."approved_at", new_values."approved_by_id", new_values."baseline", new_values."digest", new_values."facts_at", new_values."figures", new_values."finished_at", new_values."frozen_at", new_values."id", new_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."problem", new_values."region_code", new_values."rehearsed_at", new_values."rehearsed_by_id", new_values."started_at", new_values."state", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c9e337c7f9a0198819258132823e88dc005dc36e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_af711",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="registry_run",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_runevent" ("approved_at", "approved_by_id", "baseline", "digest", "facts_at", "figures", "finished_at", "frozen_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "region_code", "rehearsed_at", "rehearsed_by_id", "started_at", "state", "version", "year") SELECT old_values."approved_at", old_values."approved_by_id", old_values."baseline", old_values."digest", old_values."facts_at", old_values."figures", old_values."finished_at", old_values."frozen_at", old_values."id", old_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."problem", old_values."region_code", old_values."rehearsed_at", old_values."rehearsed_by_id", old_values."started_at", old_values."state", old_values."version", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="094b111c2a67d807455547b5e92718e2d807a0c8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6f811",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="registry_run",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="part",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="registry.run",
                verbose_name="年度动态调整",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("run", "number"), name="part_once"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(condition=models.Q(("last__gte", models.F("first"))), name="part_span"),
        ),
    ]
