"""A county that comes in for the first time brings its past years along, those included that are frozen for others.

The way in is a row of `registry_baseline`: the database takes one only for a county without closing rows, and it lets
rows into frozen years, or out of them again, only while the year of that row is open, and only inside the act of a merge
or of undoing one.
"""

from django.conf import settings
from django.db import migrations, models

from registry.audit.operations import guard

# As of 0005, but for `brings_its_years`.
REFUSE = """
CREATE OR REPLACE FUNCTION refuse_frozen_year() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen_year int;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT r.year INTO frozen_year FROM (SELECT DISTINCT village_code, year FROM gone) g
            JOIN registry_run r ON r.year = g.year AND r.state = 'frozen'
            AND r.region_code = g.village_code / 10000000000 * 10000000000
            {left} LIMIT 1;
    END IF;
    IF frozen_year IS NULL AND TG_OP <> 'DELETE' THEN
        SELECT r.year INTO frozen_year FROM (SELECT DISTINCT village_code, year FROM came) c
            JOIN registry_run r ON r.year = c.year AND r.state = 'frozen'
            AND r.region_code = c.village_code / 10000000000 * 10000000000
            {came} LIMIT 1;
    END IF;
    IF frozen_year IS NOT NULL THEN
        RAISE EXCEPTION '% on %: the year % is frozen', TG_OP, TG_TABLE_NAME, frozen_year;
    END IF;
    RETURN NULL;
END $$
"""
CAME = "WHERE NOT (TG_OP = 'INSERT' AND brings_its_years(c.village_code, c.year, 'batch.merge'))"
LEFT = "WHERE NOT (TG_OP = 'DELETE' AND brings_its_years(g.village_code, g.year, 'operation.undo'))"

BRINGS = """
CREATE FUNCTION brings_its_years(village_code bigint, of_year int, in_act text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM registry_baseline b
        WHERE b.county_code = village_code / 1000000 * 1000000 AND of_year < b.year
          AND NOT EXISTS (
              SELECT FROM registry_run r
              WHERE r.region_code = village_code / 10000000000 * 10000000000 AND r.year >= b.year
                AND r.approved_at IS NOT NULL)
    ) AND EXISTS (
        SELECT FROM audit_act a
        WHERE a.id = NULLIF(current_setting('pghistory.context_id', true), '')::uuid AND a.verb = in_act)
$$
"""

ONCE = """
CREATE FUNCTION refuse_late_baseline() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    county bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.county_code ELSE OLD.county_code END;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'the baseline of % stands as it was begun', county;
    END IF;
    IF EXISTS (SELECT FROM registry_closing WHERE village_code BETWEEN county AND county + 999999) THEN
        RAISE EXCEPTION '% of the baseline of %: it has closing rows', TG_OP, county;
    END IF;
    RETURN CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0016_a_run_can_be_undone"),
        ("audit", "0002_rights_and_guard"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Baseline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("county_code", models.BigIntegerField(unique=True, verbose_name="县代码")),
                ("year", models.PositiveSmallIntegerField(verbose_name="建库年度")),
                ("begun_at", models.DateTimeField(auto_now_add=True, verbose_name="建库时间")),
            ],
            options={"verbose_name": "首次建库", "verbose_name_plural": "首次建库"},
        ),
        migrations.AddField(
            model_name="batch",
            name="report",
            field=models.JSONField(
                db_default={}, default=dict, help_text="首次建库：各村各年", verbose_name="核对汇总"
            ),
        ),
        guard("registry_baseline"),
        migrations.RunSQL(ONCE, "DROP FUNCTION refuse_late_baseline()"),
        migrations.RunSQL(
            "CREATE TRIGGER baseline_once BEFORE INSERT OR UPDATE OR DELETE ON registry_baseline "
            "FOR EACH ROW EXECUTE FUNCTION refuse_late_baseline()",
            "DROP TRIGGER baseline_once ON registry_baseline",
        ),
        migrations.RunSQL(BRINGS, "DROP FUNCTION brings_its_years(bigint, int, text)"),
        migrations.RunSQL(REFUSE.format(left=LEFT, came=CAME), REFUSE.format(left="", came="")),
    ]
