"""What one act changed is found by its id, and what stood before is always known, so that an operation can be undone.

Rows that came with a large load have no event, since triggers were laid aside. The first change of such a row keeps it
as it stood, as an event without an act that holds from the beginning of time.
"""

from django.db import migrations

EVENTS = (
    *("household", "person", "membership", "memberyear", "statement", "survey"),
    *("collection", "decision", "move"),
)

# AFTER triggers fire by name: `keep_…` comes before `pgtrigger_…`, which writes what stands now.
KEEP = """
CREATE FUNCTION keep_what_stood() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    columns text;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ') INTO columns
    FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped;
    EXECUTE format(
        'INSERT INTO %1$I (%2$s, pgh_obj_id, pgh_label, pgh_created_at) '
        'SELECT %2$s, id, ''stood'', to_timestamp(0) FROM gone '
        'WHERE NOT EXISTS (SELECT FROM %1$I e WHERE e.pgh_obj_id = gone.id)',
        TG_TABLE_NAME || 'event', columns);
    RETURN NULL;
END $$
"""


def index(name: str) -> migrations.RunSQL:
    """By the act: what it changed, to show it and to undo it."""
    return migrations.RunSQL(
        f"CREATE INDEX {name}event_act ON registry_{name}event (pgh_context_id)", f"DROP INDEX {name}event_act"
    )


def keep(name: str) -> migrations.RunSQL:
    """Before the first change of a row, the row itself."""
    return migrations.RunSQL(
        f"CREATE TRIGGER keep_what_stood AFTER UPDATE ON registry_{name} REFERENCING OLD TABLE AS gone "
        "FOR EACH STATEMENT EXECUTE FUNCTION keep_what_stood()",
        f"DROP TRIGGER keep_what_stood ON registry_{name}",
    )


class Migration(migrations.Migration):
    dependencies = [("registry", "0011_numbers_are_there")]
    operations = [
        migrations.RunSQL(KEEP, "DROP FUNCTION keep_what_stood()"),
        *(operation for name in EVENTS for operation in (index(name), keep(name))),
    ]
