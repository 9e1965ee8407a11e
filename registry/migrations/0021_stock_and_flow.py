"""What the figures of stock and flow read fast, and a balance that stays as it was reported once its year is frozen.

Raw SQL, because `SET pgtrigger.ignore` would switch pgtrigger's own triggers off.
"""

from django.db import migrations, models
from django.db.models import F, Q

REFUSE = """
CREATE FUNCTION refuse_frozen_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen_year int;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT r.year INTO frozen_year FROM registry_run r
            WHERE r.state = 'frozen' AND r.id IN (SELECT g.run_id FROM gone g) LIMIT 1;
    END IF;
    IF frozen_year IS NULL AND TG_OP <> 'DELETE' THEN
        SELECT r.year INTO frozen_year FROM registry_run r
            WHERE r.state = 'frozen' AND r.id IN (SELECT c.run_id FROM came c) LIMIT 1;
    END IF;
    IF frozen_year IS NOT NULL THEN
        RAISE EXCEPTION '% on %: the year % is frozen', TG_OP, TG_TABLE_NAME, frozen_year;
    END IF;
    RETURN NULL;
END $$
"""
KINDS = {
    "INSERT": "NEW TABLE AS came",
    "UPDATE": "OLD TABLE AS gone NEW TABLE AS came",
    "DELETE": "OLD TABLE AS gone",
}


class Migration(migrations.Migration):
    dependencies = [("registry", "0020_guard_exit_plans")]

    operations = [
        migrations.AddIndex(
            model_name="closing",
            index=models.Index(
                fields=["year", "village_code"],
                name="closing_changed",
                condition=Q(
                    ~Q(outcome="unchanged"),
                    ("split", True),
                    ("increase_natural__gt", 0),
                    ("increase_correction__gt", 0),
                    ("increase_transfer__gt", 0),
                    ("decrease_natural__gt", 0),
                    ("decrease_correction__gt", 0),
                    ("decrease_transfer__gt", 0),
                    _connector="OR",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="closing",
            index=models.Index(
                fields=["year", "village_opening"],
                name="closing_left",
                condition=Q(("village_opening__isnull", False), ~Q(village_opening=F("village_code"))),
            ),
        ),
        migrations.RunSQL(REFUSE, "DROP FUNCTION refuse_frozen_balance()"),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER frozen_balance_{kind.lower()} AFTER {kind} ON registry_balance REFERENCING {rows} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_balance()",
                f"DROP TRIGGER frozen_balance_{kind.lower()} ON registry_balance",
            )
            for kind, rows in KINDS.items()
        ),
    ]
