"""What a frozen year holds is read-only, whoever writes and how; and closing rows need an act like everything else.

Raw SQL, because `SET pgtrigger.ignore` would switch pgtrigger's own triggers off.
"""

from django.conf import settings
from django.db import migrations

from registry.audit.operations import guard

YEARLY = ("registry_closing", "registry_memberyear", "registry_statement", "registry_survey")

# A row belongs to the province of its own code: a household that moved away later left its closed years behind.
REFUSE = """
CREATE FUNCTION refuse_frozen_year() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen_year int;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT r.year INTO frozen_year FROM gone g JOIN registry_run r
            ON r.year = g.year AND r.region_code = g.village_code / 10000000000 * 10000000000 AND r.state = 'frozen' LIMIT 1;
    END IF;
    IF frozen_year IS NULL AND TG_OP <> 'DELETE' THEN
        SELECT r.year INTO frozen_year FROM came c JOIN registry_run r
            ON r.year = c.year AND r.region_code = c.village_code / 10000000000 * 10000000000 AND r.state = 'frozen' LIMIT 1;
    END IF;
    IF frozen_year IS NOT NULL THEN
        RAISE EXCEPTION '% on %: the year % is frozen', TG_OP, TG_TABLE_NAME, frozen_year;
    END IF;
    RETURN NULL;
END $$
"""

# Otherwise one statement would thaw the year and the next one change it.
KEEP = """
CREATE FUNCTION refuse_thaw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on %: the year % is frozen', TG_OP, TG_TABLE_NAME, OLD.year;
END $$
"""


def freeze(table: str) -> migrations.RunSQL:
    """Triggers by statement, one for each kind, since each sees other transition tables."""
    kinds = {
        "INSERT": "NEW TABLE AS came",
        "UPDATE": "OLD TABLE AS gone NEW TABLE AS came",
        "DELETE": "OLD TABLE AS gone",
    }
    return migrations.RunSQL(
        [
            f"CREATE TRIGGER frozen_year_{kind.lower()} AFTER {kind} ON {table} REFERENCING {rows} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_year()"
            for kind, rows in kinds.items()
        ],
        [f"DROP TRIGGER frozen_year_{kind.lower()} ON {table}" for kind in kinds],
    )


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_parts_of_a_run"), ("audit", "0002_rights_and_guard")]
    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION refuse_frozen_year()"),
        migrations.RunSQL(KEEP, "DROP FUNCTION refuse_thaw()"),
        *(freeze(table) for table in YEARLY),
        migrations.RunSQL(
            "CREATE TRIGGER frozen_run BEFORE UPDATE OR DELETE ON registry_run FOR EACH ROW "
            "WHEN (OLD.state = 'frozen') EXECUTE FUNCTION refuse_thaw()",
            "DROP TRIGGER frozen_run ON registry_run",
        ),
        guard("registry_closing"),
        # The steps of the closing keep their intermediate rows in temporary tables.
        migrations.RunSQL(
            f"DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), "
            f"'{settings.APP_DATABASE_ROLE}'); END $$",
            migrations.RunSQL.noop,
        ),
    ]
