"""Rights of the application's role, and the guard that refuses changes outside an act."""

from django.db import migrations

from registry.audit.operations import append_only, create_guard, grant_application


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_acts")]
    # Every later table gets its rights by the default privileges set here.
    run_before = [("regions", "0001_regions"), ("accounts", "0001_users_and_postings"), ("jobs", "0001_jobs_and_units")]
    operations = [grant_application(), append_only("audit_act"), create_guard()]
