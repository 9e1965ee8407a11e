"""The application may have tables analyzed whose statistics say that they are empty when they are not.

Statistics taken while a large load was not yet committed say so, and every plan made from them takes for ever.
Only the owner may ANALYZE; the application calls this function of the owner's.
"""

from django.conf import settings
from django.db import migrations

ANALYZE = """
CREATE FUNCTION analyze_what_looks_empty() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN
        SELECT c.oid FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace
          AND c.relname IN ('registry_household', 'registry_person', 'registry_membership', 'registry_memberyear',
                            'registry_statement', 'registry_survey', 'registry_closing', 'registry_decision')
          AND c.reltuples < 100 AND pg_relation_size(c.oid) > 100000
    LOOP
        EXECUTE format('ANALYZE %s', relation);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_one_batch_a_file")]
    operations = [
        migrations.RunSQL(ANALYZE, "DROP FUNCTION analyze_what_looks_empty()"),
        migrations.RunSQL(
            [
                "REVOKE ALL ON FUNCTION analyze_what_looks_empty() FROM PUBLIC",
                f'GRANT EXECUTE ON FUNCTION analyze_what_looks_empty() TO "{settings.APP_DATABASE_ROLE}"',
            ],
            migrations.RunSQL.noop,
        ),
    ]
