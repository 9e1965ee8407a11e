"""What came from one address is found among millions of acts, also where it is little or nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_log_of_acts")]
    operations = [migrations.AddIndex("act", models.Index(fields=["address", "at"], name="act_address"))]
