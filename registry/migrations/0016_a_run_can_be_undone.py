"""A finished run can be taken back: what it changed as it was before, who asked for it and who confirmed."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0015_kinds_of_workbooks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Before",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("candidate", "识别中"),
                            ("poor", "未脱贫"),
                            ("exited", "已脱贫（享受政策）"),
                            ("relapsed", "返贫"),
                            ("stable", "已脱贫（不再享受政策）"),
                            ("removed", "已清退"),
                            ("closed", "已销户"),
                        ],
                        max_length=12,
                        verbose_name="脱贫属性",
                    ),
                ),
                (
                    "attribute",
                    models.CharField(
                        choices=[
                            ("ordinary_poor", "一般贫困户"),
                            ("dibao_poor", "低保贫困户"),
                            ("destitute_poor", "特困供养贫困户"),
                            ("dibao_destitute_poor", "低保特困供养贫困户"),
                            ("ordinary", "一般脱贫户"),
                            ("dibao", "低保脱贫户"),
                            ("destitute", "特困供养脱贫户"),
                            ("dibao_destitute", "低保特困供养户"),
                        ],
                        max_length=24,
                        verbose_name="户属性",
                    ),
                ),
                ("first_identified", models.PositiveSmallIntegerField(null=True, verbose_name="首次识别年度")),
                ("registered_year", models.PositiveSmallIntegerField(null=True, verbose_name="建档年度")),
                ("exit_year", models.PositiveSmallIntegerField(null=True, verbose_name="脱贫年度")),
                ("relapse_year", models.PositiveSmallIntegerField(null=True, verbose_name="返贫年度")),
                (
                    "relapse_cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("illness", "因病"),
                            ("disability", "因残"),
                            ("schooling", "因学"),
                            ("disaster", "因灾"),
                            ("land", "缺土地"),
                            ("water", "缺水"),
                            ("skill", "缺技术"),
                            ("labour", "缺劳力"),
                            ("capital", "缺资金"),
                            ("transport", "交通条件落后"),
                            ("motivation", "自身发展动力不足"),
                            ("marriage", "因婚"),
                            ("bereavement", "因丧"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="返贫原因",
                    ),
                ),
            ],
            options={
                "verbose_name": "执行前状态",
                "verbose_name_plural": "执行前状态",
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
            name="undo_asked_at",
            field=models.DateTimeField(null=True, verbose_name="回退申请时间"),
        ),
        migrations.AddField(
            model_name="run",
            name="undo_asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回退申请人",
            ),
        ),
        migrations.AddField(
            model_name="run",
            name="undo_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="回退原因"),
        ),
        migrations.AddField(
            model_name="run",
            name="undone_at",
            field=models.DateTimeField(null=True, verbose_name="回退时间"),
        ),
        migrations.AddField(
            model_name="run",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回退确认人",
            ),
        ),
        migrations.AddField(
            model_name="runevent",
            name="undo_asked_at",
            field=models.DateTimeField(null=True, verbose_name="回退申请时间"),
        ),
        migrations.AddField(
            model_name="runevent",
            name="undo_asked_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回退申请人",
            ),
        ),
        migrations.AddField(
            model_name="runevent",
            name="undo_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="回退原因"),
        ),
        migrations.AddField(
            model_name="runevent",
            name="undone_at",
            field=models.DateTimeField(null=True, verbose_name="回退时间"),
        ),
        migrations.AddField(
            model_name="runevent",
            name="undone_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回退确认人",
            ),
        ),
        migrations.AlterField(
            model_name="run",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "已开启"),
                    ("rehearsed", "已试算"),
                    ("approved", "已批准"),
                    ("running", "执行中"),
                    ("finished", "已完成"),
                    ("frozen", "已封账"),
                    ("failed", "已中断"),
                    ("undoing", "回退中"),
                ],
                default="open",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="runevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "已开启"),
                    ("rehearsed", "已试算"),
                    ("approved", "已批准"),
                    ("running", "执行中"),
                    ("finished", "已完成"),
                    ("frozen", "已封账"),
                    ("failed", "已中断"),
                    ("undoing", "回退中"),
                ],
                default="open",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_runevent" ("approved_at", "approved_by_id", "baseline", "digest", "facts_at", "figures", "finished_at", "frozen_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "region_code", "rehearsed_at", "rehearsed_by_id", "started_at", "state", "undo_asked_at", "undo_asked_by_id", "undo_reason", "undone_at", "undone_by_id", "version", "year") SELECT new_values."approved_at", new_values."approved_by_id", new_values."baseline", new_values."digest", new_values."facts_at", new_values."figures", new_values."finished_at", new_values."frozen_at", new_values."id", new_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."problem", new_values."region_code", new_values."rehearsed_at", new_values."rehearsed_by_id", new_values."started_at", new_values."state", new_values."undo_asked_at", new_values."undo_asked_by_id", new_values."undo_reason", new_values."undone_at", new_values."undone_by_id", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4e7f041e0472938b161df1e74d25c10d94ab406c",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_runevent" ("approved_at", "approved_by_id", "baseline", "digest", "facts_at", "figures", "finished_at", "frozen_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "region_code", "rehearsed_at", "rehearsed_by_id", "started_at", "state", "undo_asked_at", "undo_asked_by_id", "undo_reason", "undone_at", "undone_by_id", "version", "year") SELECT new_values."approved_at", new_values."approved_by_id", new_values."baseline", new_values."digest", new_values."facts_at", new_values."figures", new_values."finished_at", new_values."frozen_at", new_values."id", new_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."problem", new_values."region_code", new_values."rehearsed_at", new_values."rehearsed_by_id", new_values."started_at", new_values."state", new_values."undo_asked_at", new_values."undo_asked_by_id", new_values."undo_reason", new_values."undone_at", new_values."undone_by_id", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c037f527517d8357908558a6e4b21ceb1975fdcc",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_runevent" ("approved_at", "approved_by_id", "baseline", "digest", "facts_at", "figures", "finished_at", "frozen_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "region_code", "rehearsed_at", "rehearsed_by_id", "started_at", "state", "undo_asked_at", "undo_asked_by_id", "undo_reason", "undone_at", "undone_by_id", "version", "year") SELECT old_values."approved_at", old_values."approved_by_id", old_values."baseline", old_values."digest", old_values."facts_at", old_values."figures", old_values."finished_at", old_values."frozen_at", old_values."id", old_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."problem", old_values."region_code", old_values."rehearsed_at", old_values."rehearsed_by_id", old_values."started_at", old_values."state", old_values."undo_asked_at", old_values."undo_asked_by_id", old_values."undo_reason", old_values."undone_at", old_values."undone_by_id", old_values."version", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d32101453e6481e2a6b34d2afcafdf225b31cbba",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6f811",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="registry_run",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_by__isnull", True),
                    models.Q(
                        ("undo_asked_by__isnull", False),
                        models.Q(("undone_by", models.F("undo_asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="run_undo_second_person",
            ),
        ),
        migrations.AddField(
            model_name="before",
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
        migrations.AddField(
            model_name="before",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="befores",
                to="registry.run",
                verbose_name="年度动态调整",
            ),
        ),
        migrations.AddConstraint(
            model_name="before",
            constraint=models.UniqueConstraint(fields=("household", "run"), name="before_once"),
        ),
    ]
