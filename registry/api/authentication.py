"""Who comes in: a token of somebody's, or the session of the pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from registry.accounts.models import User
from registry.accounts.queries import user_of_token

KEYWORD = b"bearer"


class SessionOfPages(SessionAuthentication):
    """The session of the pages, for what they fetch themselves. Writing needs the CSRF token, as there."""

    def authenticate_header(self, request: Request) -> str:
        """Without it a stranger would be answered 403."""
        return "Bearer"


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer …`: a token that its owner made on the page API 令牌."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """The owner, with the rights of the day."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD:
            return None
        try:
            secret = words[1].decode("ascii")
        except (IndexError, UnicodeDecodeError):
            secret = ""
        user = user_of_token(secret)
        if user is None:
            raise AuthenticationFailed(_("令牌无效、已停用或已过期"))
        return user, None

    def authenticate_header(self, request: Request) -> str:
        """What the 401 asks for."""
        return "Bearer"


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "http", "scheme": "bearer"}


class SessionOfPagesScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = SessionOfPages
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
