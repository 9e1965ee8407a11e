"""Roles as sets of permissions, with the description an administrator reads before giving one to somebody."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.regions.choices import Level

from .permissions import Permission

READING = frozenset(
    {Permission.HOUSEHOLD_VIEW, Permission.DOUBT_VIEW, Permission.ADJUSTMENT_VIEW, Permission.PARAMETER_VIEW}
)


@dataclass(frozen=True)
class Role:
    """角色. Given for an area of `level`, or of any down to `lowest`; `exclusive` roles stand beside no other."""

    code: str
    label: str | Promise
    description: str | Promise
    level: Level
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    exclusive: bool = False
    lowest: Level | None = None

    @property
    def levels(self) -> list[Level]:
        """The levels of the areas it may be given for."""
        return [level for level in Level if self.level <= level <= (self.lowest or self.level)]

    @property
    def level_labels(self) -> str:
        """These levels in words."""
        return "、".join(str(level.label) for level in self.levels)

    @property
    def permission_labels(self) -> list[str]:
        """What the role may do, in words."""
        return [str(permission.label) for permission in Permission if permission in self.permissions]


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "county_clerk",
            _("县级录入员"),
            _("录入和修改本县农户、成员、年度资料，导入工作簿，提出各项决定。"),
            Level.COUNTY,
            READING
            | {
                Permission.HOUSEHOLD_CREATE,
                Permission.HOUSEHOLD_EDIT,
                Permission.HOUSEHOLD_REVEAL,
                Permission.DECISION_PROPOSE,
                Permission.DOUBT_RESOLVE,
            }
            | {Permission.IMPORT_VIEW, Permission.IMPORT_RUN, Permission.JOB_VIEW},
        ),
        Role(
            "township_clerk",
            _("乡镇录入员"),
            _("录入和修改本乡镇农户、成员、年度资料，提出各项决定。"),
            Level.TOWNSHIP,
            READING
            | {
                Permission.HOUSEHOLD_CREATE,
                Permission.HOUSEHOLD_EDIT,
                Permission.DECISION_PROPOSE,
                Permission.DOUBT_RESOLVE,
            }
            | {Permission.IMPORT_VIEW, Permission.IMPORT_RUN, Permission.JOB_VIEW},
        ),
        Role(
            "township_reviewer",
            _("乡镇审核员"),
            _("审核或退回本乡镇的年度采集，核实疑点，不录入也不批准决定。"),
            Level.TOWNSHIP,
            READING | {Permission.COLLECTION_CHECK, Permission.DOUBT_RESOLVE, Permission.IMPORT_VIEW},
        ),
        Role(
            "county_approver",
            _("县级审批员"),
            _("批准或退回本县的各项决定和年度采集，维护贫困村名单和年度基础数据，不录入农户资料。"),
            Level.COUNTY,
            READING
            | {
                Permission.COLLECTION_CHECK,
                Permission.DECISION_APPROVE,
                Permission.HOUSEHOLD_REVEAL,
                Permission.UNIT_EDIT,
            }
            | {Permission.IMPORT_VIEW, Permission.JOB_VIEW},
        ),
        Role("county_leader", _("县级领导"), _("查看本县全部资料和数字，不作任何修改。"), Level.COUNTY, READING),
        Role("prefecture_reader", _("市州查阅员"), _("查看本市州全部资料和数字。"), Level.PREFECTURE, READING),
        Role(
            "provincial_administrator",
            _("省级管理员"),
            _("管理和导入本省参数，开启、试算、批准年度动态调整（试算人与批准人不能是同一人）。"),
            Level.PROVINCE,
            READING
            | {
                Permission.ADJUSTMENT_REHEARSE,
                Permission.ADJUSTMENT_APPROVE,
                Permission.PARAMETER_EDIT,
                Permission.JOB_VIEW,
                Permission.JOB_CANCEL,
            }
            | {Permission.IMPORT_VIEW, Permission.IMPORT_RUN},
        ),
        Role("first_secretary", _("驻村第一书记"), _("查看本村农户。"), Level.VILLAGE, READING),
        Role("team_member", _("驻村工作队员"), _("查看本村农户。"), Level.VILLAGE, READING),
        Role(
            "auditor",
            _("审计员"),
            _("查看辖区全部资料、导入记录和操作日志，不作任何修改。"),
            Level.PROVINCE,
            READING | {Permission.IMPORT_VIEW, Permission.JOB_VIEW, Permission.ACT_VIEW, Permission.HOUSEHOLD_REVEAL},
        ),
        Role("assessor", _("考核评估员"), _("查看辖区农户资料，用于第三方评估。"), Level.COUNTY, READING),
        Role(
            "system_administrator",
            _("系统管理员"),
            _("查看系统状态和作业，管理和导入本级以下的管理员和本辖区的其他用户；看不到任何农户资料。"),
            Level.PROVINCE,
            frozenset(
                {
                    Permission.SYSTEM_VIEW,
                    Permission.JOB_VIEW,
                    Permission.JOB_CANCEL,
                    Permission.USER_VIEW,
                    Permission.USER_MANAGE,
                }
            )
            | {Permission.IMPORT_VIEW, Permission.IMPORT_RUN},
            exclusive=True,
            lowest=Level.COUNTY,
        ),
        Role(
            "security_administrator",
            _("安全管理员"),
            _("查看本辖区用户的任职、登录日志和在线情况，终止会话，解除锁定；看不到任何农户资料。"),
            Level.PROVINCE,
            frozenset({Permission.USER_VIEW, Permission.LOGIN_VIEW, Permission.SESSION_END, Permission.SYSTEM_VIEW}),
            exclusive=True,
            lowest=Level.COUNTY,
        ),
        Role(
            "audit_administrator",
            _("审计管理员"),
            _("查看本辖区的操作日志；看不到任何农户资料。"),
            Level.PROVINCE,
            frozenset({Permission.ACT_VIEW, Permission.USER_VIEW}),
            exclusive=True,
            lowest=Level.COUNTY,
        ),
    )
}

ROLE_CHOICES = [(role.code, role.label) for role in ROLES.values()]
EXCLUSIVE_ROLES = frozenset(role.code for role in ROLES.values() if role.exclusive)
