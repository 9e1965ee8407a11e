"""The national lines of 2010–2020 and the usual days of public notice (domain.md §3.4, §4.3), in one act."""

import uuid
from typing import Any

from django.db import migrations

YEARBOOK = "《云南调查年鉴2017》表4-2注2至4"
SECONDARY = "国家扶贫标准（据公开报道转引，待核原文）"
MEMORY = "国家扶贫标准（待核原文）"
LINES = (
    (2010, 2300, YEARBOOK),
    (2011, 2536, YEARBOOK),
    (2012, 2625, YEARBOOK),
    (2013, 2736, YEARBOOK),
    (2014, 2800, YEARBOOK),
    (2015, 2855, YEARBOOK),
    (2016, 2952, YEARBOOK),
    (2017, 2952, MEMORY),
    (2018, 2995, MEMORY),
    (2019, 3218, SECONDARY),
    (2020, 4000, SECONDARY),
)
NOTICES = ("notice_days_1", "notice_days_2")
NOTICE_DAYS, NOTICE_SOURCE = 7, "建档立卡工作通行做法；个别省为5天"


def set_act(schema_editor: Any, act_id: str) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', %s, true)", [act_id])


def enter(apps: Any, schema_editor: Any) -> None:
    act = apps.get_model("audit", "Act")(
        id=uuid.uuid4(), verb="parameter.set", actor_name="系统", reason="随系统安装的国家扶贫标准和公示天数"
    )
    act.save(force_insert=True)
    set_act(schema_editor, str(act.id))
    line, parameter = apps.get_model("parameters", "PovertyLine"), apps.get_model("parameters", "Parameter")
    line.objects.bulk_create(
        line(year=year, kind="nbs", amount=amount, source=source) for year, amount, source in LINES
    )
    parameter.objects.bulk_create(
        parameter(name=name, from_year=0, value=NOTICE_DAYS, source=NOTICE_SOURCE) for name in NOTICES
    )
    set_act(schema_editor, "")


class Migration(migrations.Migration):
    dependencies = [
        ("parameters", "0002_guard_parameters"),
        ("audit", "0002_rights_and_guard"),
        # The triggers of history call the function it makes.
        ("pghistory", "0007_auto_20250421_0444"),
    ]
    # What was entered is a fact of history: going back drops the tables, or leaves it.
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
