"""What the pages of a run count from: its results by area, and the plan they are compared with."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_index_name_beginnings"),
        ("registry", "0018_exports"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExitPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region_code", models.BigIntegerField(verbose_name="区划代码")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("households", models.PositiveIntegerField(verbose_name="计划脱贫户")),
                ("persons", models.PositiveIntegerField(verbose_name="计划脱贫人口")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="县",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度减贫计划",
                "verbose_name_plural": "年度减贫计划",
            },
        ),
        migrations.CreateModel(
            name="ExitPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("region_code", models.BigIntegerField(verbose_name="区划代码")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("households", models.PositiveIntegerField(verbose_name="计划脱贫户")),
                ("persons", models.PositiveIntegerField(verbose_name="计划脱贫人口")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.exitplan",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.region",
                        verbose_name="县",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rehearsed", models.BooleanField(verbose_name="试算")),
                ("level", models.PositiveSmallIntegerField(verbose_name="级别")),
                ("region_code", models.BigIntegerField(verbose_name="区划代码")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("outcome", "结果"),
                            ("refusal", "未生效原因"),
                            ("doubt", "疑点"),
                            ("cause", "致贫（返贫）原因"),
                        ],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=12, verbose_name="所属")),
                ("word", models.CharField(blank=True, max_length=24, verbose_name="项目")),
                ("households", models.PositiveIntegerField(verbose_name="户")),
                ("persons", models.PositiveIntegerField(verbose_name="人")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="registry.run",
                        verbose_name="年度动态调整",
                    ),
                ),
            ],
            options={
                "verbose_name": "结果汇总",
                "verbose_name_plural": "结果汇总",
            },
        ),
        migrations.AddIndex(
            model_name="exitplan",
            index=models.Index(fields=["year", "region_code"], name="exit_plan_region"),
        ),
        migrations.AddConstraint(
            model_name="exitplan",
            constraint=models.UniqueConstraint(fields=("year", "region"), name="exit_plan_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_exitplanevent" ("households", "id", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_code", "region_id", "year") SELECT new_values."households", new_values."id", new_values."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."region_code", new_values."region_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6e1f1b63564557158e46d678473748914ab9a15c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a27de",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="registry_exitplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_exitplanevent" ("households", "id", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_code", "region_id", "year") SELECT new_values."households", new_values."id", new_values."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."region_code", new_values."region_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b19ded9a85131d4fc7b1cd9bcbe5ee9544b2437d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9fc2f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="registry_exitplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitplan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_exitplanevent" ("households", "id", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_code", "region_id", "year") SELECT old_values."households", old_values."id", old_values."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."region_code", old_values."region_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ab53081b83726017f9e84daf0d25c8023060b3cf",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_62790",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="registry_exitplan",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("run", "rehearsed", "level", "region_code", "kind", "about", "word"), name="tally_once"
            ),
        ),
    ]
