"""How the API knows who is asking: `Authorization: Bearer TOKEN`."""

from typing import TYPE_CHECKING

from django.utils import timezone
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.models import ApiToken, User

if TYPE_CHECKING:
    # The framework reads this module while it sets up its views.
    from rest_framework.views import APIView


class TokenAuthentication(BaseAuthentication):
    """Accepts a personal token in the Authorization header."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the token's owner; None when no bearer token was sent."""
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = ApiToken.objects.find(secret.strip())
        if token is None:
            raise exceptions.AuthenticationFailed(
                "This token is unknown or has been revoked. Make a new one in the settings."
            )
        token.note_use(timezone.now())
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Name the scheme, so that a request without a token gets 401 and not 403."""
        return 'Bearer realm="Commensal"'


class TokenScopePermission(BasePermission):
    """Lets a read-only token read and nothing else."""

    message = "This token may only read. Make one with the scope 'write' to change things."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Allow sessions everything and tokens what their scope says."""
        token = request.auth
        if not isinstance(token, ApiToken) or token.scope == ApiToken.Scope.WRITE:
            return True
        return request.method in SAFE_METHODS
