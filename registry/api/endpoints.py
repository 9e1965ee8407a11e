"""What all endpoints share: who comes in, what a refusal looks like, pages, versions."""

import json
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from registry.accounts.actions.tokens import KeyTaken, answer_once
from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.regions.models import Region
from registry.regions.queries import region_by_code

CREATED = 201
IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description=_('ETag of what was read, "7"')
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description=_("A UUID of the client's making: sent again, the same answer comes back and nothing is done twice"),
)
REGION = OpenApiParameter("region", OpenApiTypes.STR, description=_("Code of a division, 2 to 12 digits"))


class VersionMissing(APIException):
    status_code = 428
    default_detail = _("写入须带 If-Match，其值为读取时的 ETag")
    default_code = "version_missing"


class KeyUsed(APIException):
    status_code = 422
    default_detail = _("这个 Idempotency-Key 已用于另一个请求")
    default_code = "key_used"


class Leaves(CursorPagination):
    """Pages by the place reached, so that the last one costs what the first one does."""

    page_size = 50
    max_page_size = 500
    page_size_query_param = "size"
    ordering = "pk"


def endpoint(view: type[APIView], permission: Permission) -> Callable[..., HttpResponseBase]:
    """The view for an address, held to a permission; over which rows it holds, the query or action decides."""
    guarded = view.as_view(permission_classes=[IsAuthenticated, _holding(permission)])
    guarded.policy = permission  # type: ignore[attr-defined]
    return cast(Callable[..., HttpResponseBase], guarded)


def for_everybody(view: type[APIView]) -> Callable[..., HttpResponseBase]:
    """The same for whoever has an account."""
    guarded = view.as_view(permission_classes=[IsAuthenticated])
    guarded.policy = "signed_in"  # type: ignore[attr-defined]
    return cast(Callable[..., HttpResponseBase], guarded)


def _holding(permission: Permission) -> type[BasePermission]:
    class Holding(BasePermission):
        def has_permission(self, request: Request, view: APIView) -> bool:
            return user_of(request).may(permission)

    return Holding


def user_of(request: Request | HttpRequest) -> User:
    """Who asks; only behind `endpoint`, which lets nobody else in."""
    return cast(User, request.user)


def region_in(request: Request) -> Region | None:
    """The division that `?region=` names. Raises Http404 where there is none."""
    code = request.query_params.get("region", "")
    if not code:
        return None
    if not (code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 9, 12}):
        raise ValidationError({"region": [_("区划代码是 2、4、6、9 或 12 位数字")]})
    region = region_by_code(code)
    if region is None:
        raise Http404
    return region


def version_in(request: Request) -> int:
    """The version that `If-Match` names. Raises 428 without one and 400 for what is none."""
    tag = request.headers.get("If-Match", "")
    if not tag:
        raise VersionMissing
    number = tag.strip().strip('"')
    if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004 - of a column of 32 bits
        raise ValidationError({"If-Match": [_('If-Match 的值应为读取时的 ETag，例如 "7"')]})
    return int(number)


def answered(request: Request, make: Callable[[], dict[str, Any]]) -> Response:
    """201 with what `make` says it made; with an `Idempotency-Key`, once for each. 422: the key of another request."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return Response(make(), CREATED)
    try:
        number = UUID(key)
    except ValueError as error:
        raise ValidationError({"Idempotency-Key": [_("须是 UUID")]}) from error
    asked = f"{request.method} {request.path}\n".encode() + json.dumps(request.data, sort_keys=True).encode()
    try:
        status, body = answer_once(
            key=number, asked=asked, make=lambda: (CREATED, json.dumps(make())), by=user_of(request)
        )
    except KeyTaken as taken:
        raise KeyUsed from taken
    return Response(json.loads(body), status)
