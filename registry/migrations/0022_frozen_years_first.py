"""Whether any year is frozen is looked at first, and only then the rows that a statement wrote.

As of 0017, where `brings_its_years` was asked for every row written, in years that nobody had frozen too: the half of what
it cost to write a closing row.
"""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_frozen_year() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen_year int;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT r.year INTO frozen_year FROM registry_run r
        WHERE r.state = 'frozen' AND EXISTS (
            SELECT FROM (
                SELECT DISTINCT village_code FROM gone
                WHERE year = r.year AND village_code BETWEEN r.region_code AND r.region_code + 9999999999 OFFSET 0
            ) g
            WHERE NOT (TG_OP = 'DELETE' AND brings_its_years(g.village_code, r.year, 'operation.undo')))
        LIMIT 1;
    END IF;
    IF frozen_year IS NULL AND TG_OP <> 'DELETE' THEN
        SELECT r.year INTO frozen_year FROM registry_run r
        WHERE r.state = 'frozen' AND EXISTS (
            SELECT FROM (
                SELECT DISTINCT village_code FROM came
                WHERE year = r.year AND village_code BETWEEN r.region_code AND r.region_code + 9999999999 OFFSET 0
            ) c
            WHERE NOT (TG_OP = 'INSERT' AND brings_its_years(c.village_code, r.year, 'batch.merge')))
        LIMIT 1;
    END IF;
    IF frozen_year IS NOT NULL THEN
        RAISE EXCEPTION '% on %: the year % is frozen', TG_OP, TG_TABLE_NAME, frozen_year;
    END IF;
    RETURN NULL;
END $$
"""

# As of 0017.
BEFORE = """
CREATE OR REPLACE FUNCTION refuse_frozen_year() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen_year int;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT r.year INTO frozen_year FROM (SELECT DISTINCT village_code, year FROM gone) g
            JOIN registry_run r ON r.year = g.year AND r.state = 'frozen'
            AND r.region_code = g.village_code / 10000000000 * 10000000000
            WHERE NOT (TG_OP = 'DELETE' AND brings_its_years(g.village_code, g.year, 'operation.undo')) LIMIT 1;
    END IF;
    IF frozen_year IS NULL AND TG_OP <> 'DELETE' THEN
        SELECT r.year INTO frozen_year FROM (SELECT DISTINCT village_code, year FROM came) c
            JOIN registry_run r ON r.year = c.year AND r.state = 'frozen'
            AND r.region_code = c.village_code / 10000000000 * 10000000000
            WHERE NOT (TG_OP = 'INSERT' AND brings_its_years(c.village_code, c.year, 'batch.merge')) LIMIT 1;
    END IF;
    IF frozen_year IS NOT NULL THEN
        RAISE EXCEPTION '% on %: the year % is frozen', TG_OP, TG_TABLE_NAME, frozen_year;
    END IF;
    RETURN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0021_stock_and_flow")]
    operations = [migrations.RunSQL(REFUSE, BEFORE)]
