"""No posting changes outside an act, and its history cannot be rewritten."""

from django.db import migrations

from registry.audit.operations import append_only, guard


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_users_and_postings")]
    operations = [guard("accounts_posting"), append_only("accounts_postingevent")]
