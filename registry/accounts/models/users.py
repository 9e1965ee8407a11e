"""Users and their postings: who may do what, where, from when to when."""

from datetime import date
from functools import cached_property
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.roles import ROLE_CHOICES, ROLES
from registry.audit.tracking import tracked
from registry.regions.models import Region
from registry.regions.queries import predecessors
from registry.regions.spans import Span


class User(AbstractBaseUser):
    """用户. Rights come from the postings alone and are read from the database at each request."""

    username = models.CharField(_("用户名"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=50)
    is_active = models.BooleanField(_("启用"), default=True)
    password_changed_at = models.DateTimeField(_("密码修改时间"), null=True)
    must_change_password = models.BooleanField(_("须修改密码"), default=False)

    USERNAME_FIELD = "username"
    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    class Meta:
        verbose_name = verbose_name_plural = _("用户")

    def __str__(self) -> str:
        return self.name

    @cached_property
    def postings_today(self) -> list["Posting"]:
        """Postings in force today, read once for the life of this instance, which is one request."""
        return list(self.postings.in_force(timezone.localdate()).select_related("region"))

    def may(self, permission: str) -> bool:
        """Whether any posting of today gives `permission`."""
        return any(permission in posting.permissions for posting in self.postings_today)

    def spans(self, permission: str = Permission.HOUSEHOLD_VIEW) -> list[Span]:
        """The spans of village codes in which `permission` is held, those of predecessors' codes included."""
        return sorted({span for posting in self._giving(permission) for span in posting.spans})

    def _giving(self, permission: str) -> list["Posting"]:
        return [posting for posting in self.postings_today if permission in posting.permissions]

    @property
    def role_label(self) -> str:
        """Roles of today, for the page's head."""
        return "、".join(dict.fromkeys(str(ROLES[posting.role].label) for posting in self.postings_today))

    @property
    def area_label(self) -> str:
        """Areas of today, for the page's head."""
        return "、".join(dict.fromkeys(posting.region.shown_name for posting in self.postings_today))


class PostingQuerySet(models.QuerySet["Posting"]):
    def in_force(self, day: date) -> "PostingQuerySet":
        """Postings that hold on `day`, both ends included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


@tracked
class Posting(models.Model):
    """任职: a role in a region, from–until."""

    user = models.ForeignKey(User, models.PROTECT, related_name="postings", verbose_name=_("用户"))
    role = models.CharField(_("角色"), max_length=32, choices=ROLE_CHOICES)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("区域"))
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="posting_dates"
            ),
        ]
        indexes = [models.Index(fields=["user", "since"], name="posting_user")]  # rights at each request

    def __str__(self) -> str:
        return f"{self.user} {ROLES[self.role].label} {self.region}"

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role allows."""
        return ROLES[self.role].permissions

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.until is not None and self.until < timezone.localdate()

    @cached_property
    def spans(self) -> list[Span]:
        """The region's span and those of the regions it succeeded."""
        return [Span(region.code, region.last) for region in (self.region, *predecessors(self.region))]
