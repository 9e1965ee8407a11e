"""Sheet 决定: one row a decision on a household, as its page asks for it."""

from registry.choices import Cause, DecisionKind

from .columns import Column, Kind, Table

DECISIONS = Table(
    "决定",
    ("动态调整决定", "决定名单", "脱贫名单", "返贫名单"),
    (
        Column("row.household_id", "户编号", Kind.WHOLE, "AAC001", digits=18, hint="或填户主证件号码", example="1"),
        Column("row.head_number", "户主证件号码", Kind.DIGITS, "AAC031", ("证件号码", "身份证号"), length=22),
        Column("row.head_name", "户主姓名", Kind.TEXT, "AAC029", length=50, hint="只用于核对", example="张三"),
        Column(
            "decision.kind", "类别", Kind.CHOICE, "", ("决定类别",), choices=DecisionKind, required=True, example="脱贫"
        ),
        Column(
            "decision.reason", "理由", Kind.TEXT, length=200, required=True, example="收入稳定，两不愁三保障全部达标"
        ),
        Column("decision.cause", "返贫原因", Kind.CHOICE, choices=Cause, hint="返贫的必填，其他不填"),
        Column("decision.source", "来源", Kind.TEXT, length=60, example="村级评议"),
        Column("decision.document_number", "文号", Kind.TEXT, length=60, example="花扶领〔2016〕8号"),
        Column("decision.decided_on", "文件日期", Kind.DATE, "", ("决定日期",), required=True, example="2016-12-01"),
        Column("decision.campaign", "专项行动", Kind.TEXT, length=60, hint="清退的必填，填专项行动的名称"),
        Column("decision.procedure_complete", "程序已完成", Kind.YES_NO, "", ("程序完成",), example="是"),
        Column("decision.announced_on", "公告日期", Kind.DATE, example="2016-12-10"),
    ),
    either=("row.household_id", "row.head_number"),
)
