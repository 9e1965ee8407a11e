"""Sheet 用户: one row a posting; several rows of one 用户名 are the postings of one user. Passwords are never in it."""

from registry.accounts.roles import ROLE_CHOICES

from .columns import Column, Kind, Table, listed

ROLES = listed("Roles", ROLE_CHOICES)
USERS = Table(
    "用户",
    ("用户与任职", "用户名单", "任职"),
    (
        Column(
            *("user.username", "用户名", Kind.TEXT, "", ("账号", "登录名")),
            length=64,
            required=True,
            hint="字母、数字和 . _ -；同一用户几个任职的，各填一行",
            example="shidazhuang",
        ),
        Column("user.name", "姓名", Kind.TEXT, length=50, required=True, example="石大壮"),
        Column("ignored.phone", "联系电话", Kind.IGNORED, "", ("电话", "手机号码"), hint="系统不登记用户的电话"),
        Column("ignored.password", "初始密码", Kind.IGNORED, "", ("密码",), hint="初始密码由系统生成，不从文件读取"),
        Column(
            "posting.role",
            "角色",
            Kind.CHOICE,
            choices=ROLES,
            required=True,
            example="县级录入员",
        ),
        Column(
            "row.region_code",
            "区划代码",
            Kind.WHOLE,
            "AAD001",
            ("行政区划代码",),
            digits=12,
            hint="任职的县、乡镇或村的代码，12 位；或填区划名称",
        ),
        Column("row.region", "区划名称", Kind.TEXT, "", ("区划", "任职区划", "单位"), length=64, hint="名称或全称"),
        Column(
            "posting.since", "开始日期", Kind.DATE, "", ("任职开始", "任期开始"), required=True, example="2016-01-01"
        ),
        Column("posting.until", "结束日期", Kind.DATE, "", ("任期结束",), hint="没有期限的不填"),
    ),
    either=("row.region_code", "row.region"),
)
