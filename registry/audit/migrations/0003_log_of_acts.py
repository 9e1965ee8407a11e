"""Indexes behind the log of acts, which is read backwards in time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_rights_and_guard")]
    operations = [
        migrations.AddIndex("act", models.Index(fields=["at", "id"], name="act_at")),
        migrations.AddIndex("act", models.Index(fields=["verb", "at"], name="act_verb")),
    ]
