"""Which permission a workbook of a kind asks for: what it brings in is what its importer could do by hand.

Importing at all is a permission beside it: whoever imports, or looks at imports, holds both over the area.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.choices import BatchKind

NEEDS_TO_RUN: dict[str, Permission] = {
    BatchKind.HOUSEHOLDS: Permission.HOUSEHOLD_EDIT,
    BatchKind.DECISIONS: Permission.DECISION_PROPOSE,
    BatchKind.USERS: Permission.USER_MANAGE,
    BatchKind.PARAMETERS: Permission.PARAMETER_EDIT,
    BatchKind.BASELINE: Permission.HOUSEHOLD_CREATE,
}
NEEDS_TO_SEE: dict[str, Permission] = {
    BatchKind.HOUSEHOLDS: Permission.HOUSEHOLD_VIEW,
    BatchKind.DECISIONS: Permission.HOUSEHOLD_VIEW,
    BatchKind.USERS: Permission.USER_VIEW,
    BatchKind.PARAMETERS: Permission.PARAMETER_VIEW,
    BatchKind.BASELINE: Permission.HOUSEHOLD_VIEW,
}
# The file as it came holds whole ID numbers wherever it speaks of households.
NEEDS_TO_REVEAL: dict[str, Permission] = NEEDS_TO_SEE | {
    BatchKind.HOUSEHOLDS: Permission.HOUSEHOLD_REVEAL,
    BatchKind.DECISIONS: Permission.HOUSEHOLD_REVEAL,
    BatchKind.BASELINE: Permission.HOUSEHOLD_REVEAL,
}


ROW = _("行")


@dataclass(frozen=True)
class Words:
    """What the pages call what a workbook of a kind brings: `thing` and its `measure`, and the columns of the preview.

    `lasting` says why a merged one cannot be taken back as a whole; empty where it can.
    """

    thing: str | Promise
    measure: str | Promise
    key: str | Promise
    name: str | Promise
    place: str | Promise = ROW
    counted: str | Promise = ROW
    lasting: str | Promise = ""


OF_HOUSEHOLDS = Words(_("户"), _("户"), _("户标识"), _("户主"), _("农户表行"), _("行（户与成员）"))
WORDS: dict[str, Words] = {
    BatchKind.HOUSEHOLDS: OF_HOUSEHOLDS,
    BatchKind.DECISIONS: Words(_("决定"), _("项"), _("户编号"), _("户主")),
    BatchKind.USERS: Words(
        _("用户"),
        _("人"),
        _("用户名"),
        _("姓名"),
        lasting=_("用户建立后要留作历史，不能整批撤销；建错的请在用户页面停用或结束任职。"),
    ),
    BatchKind.PARAMETERS: Words(
        _("参数"),
        _("项"),
        _("项目"),
        "",
        lasting=_("参数保存后即按年度生效，不能整批撤销；要改回原值，请按原来的依据再设定一次，历次取值都有记录。"),
    ),
    BatchKind.BASELINE: Words(_("户"), _("户"), _("国家户编号"), _("户主"), _("农户表行"), _("行（各年户与成员）")),
}
