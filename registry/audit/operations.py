"""Migration operations that put the rules of history into the database.

They are raw SQL because `SET pgtrigger.ignore` would switch pgtrigger's own triggers off.
"""

from django.conf import settings
from django.db.migrations import RunSQL

CREATE_GUARD = """
CREATE FUNCTION require_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    current_act text := NULLIF(current_setting('pghistory.context_id', true), '');
BEGIN
    IF current_act IS NULL OR NOT EXISTS (SELECT 1 FROM audit_act WHERE id = current_act::uuid) THEN
        RAISE EXCEPTION '% on % outside an act', TG_OP, TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""


def create_guard() -> RunSQL:
    """The trigger function behind `guard`."""
    return RunSQL(CREATE_GUARD, "DROP FUNCTION require_act()")


def guard(table: str) -> RunSQL:
    """Refuse every statement on `table` that runs outside an act."""
    return RunSQL(
        f"CREATE TRIGGER guard_act BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION require_act()",
        f"DROP TRIGGER guard_act ON {table}",
    )


def append_only(table: str) -> RunSQL:
    """Take the rights to change and delete rows of `table` from the application's role."""
    role = settings.APP_DATABASE_ROLE
    return RunSQL(
        f'REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM "{role}"',
        f'GRANT UPDATE, DELETE ON {table} TO "{role}"',
    )


def grant_application() -> RunSQL:
    """Give the application's role its rights on all tables, those of later migrations included."""
    role = settings.APP_DATABASE_ROLE
    return RunSQL(
        [
            f'GRANT USAGE ON SCHEMA public TO "{role}"',
            f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"',
            f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"',
            f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{role}"',
            f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "{role}"',
        ],
        RunSQL.noop,
    )
