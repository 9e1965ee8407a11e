"""国家扶贫标准 is the nation's, 省定标准 a province's; both may have a monitoring line."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("parameters", "0004_working_days")]
    operations = [
        migrations.AddConstraint(
            "povertyline",
            models.CheckConstraint(
                condition=Q(kind="monitoring")
                | Q(kind="nbs", province_code__isnull=True)
                | Q(kind="provincial", province_code__isnull=False),
                name="poverty_line_area",
            ),
        ),
    ]
