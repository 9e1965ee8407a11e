"""Plans change only inside an act, and their history cannot be rewritten."""

from django.db import migrations

from registry.audit.operations import append_only, guard


class Migration(migrations.Migration):
    dependencies = [("registry", "0019_pages_of_a_run")]
    operations = [guard("registry_exitplan"), append_only("registry_exitplanevent")]
