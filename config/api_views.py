"""The addresses of the API that belong to no app: its description, and what is not there."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.generic import TemplateView
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView


class BearerScheme(OpenApiAuthenticationExtension):
    """Tells the description how tokens are sent."""

    target_class = "accounts.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Return the scheme."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal token, made in the settings.",
        }


class NothingHere(APIView):
    """Every address that the API does not have."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Answer 404, whatever the method."""
        hint = "" if request.path.endswith("/") else " Addresses end with a slash."
        raise exceptions.NotFound(f"There is nothing at this address.{hint}")


@method_decorator(cache_control(max_age=3600), name="dispatch")
class SchemaView(SpectacularAPIView):
    """The OpenAPI 3 description; JSON unless YAML is asked for. Open to everybody."""

    authentication_classes = ()
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer]


@method_decorator(login_not_required, name="dispatch")
@method_decorator(ensure_csrf_cookie, name="dispatch")
class DocsView(TemplateView):
    """A page to try the API with a token or as whoever is signed in. Open to everybody."""

    template_name = "api/docs.html"
