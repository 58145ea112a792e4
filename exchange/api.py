"""The whole account, for programs: taking it away (`export/`) and erasing it (`me/`)."""

from django.contrib.auth import logout
from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import MeView
from accounts.api_views import AllOrNothing, person_of
from exchange.erasure import erase_account
from exchange.export import json_pieces

FORMATS = ("json",)


class ExportQuery(serializers.Serializer):
    """What may follow `export/?`."""

    format = serializers.ChoiceField(
        choices=FORMATS,
        default="json",
        error_messages={"invalid_choice": "“{input}” is not offered. Ask for format=json."},
    )


class ExportView(AllOrNothing, APIView):
    """Everything the account holds."""

    @extend_schema(
        operation_id="export",
        parameters=[ExportQuery],
        responses=OpenApiResponse(OpenApiTypes.OBJECT, "One JSON document, streamed."),
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Return all rows with their figures, units and ids, as a file to keep."""
        query = ExportQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        person, now = person_of(request), timezone.now()
        name = f"commensal-{person.today(now)}.json"
        return StreamingHttpResponse(
            json_pieces(person, now=now),
            content_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class AccountView(MeView):
    """Whoever is asking, and their account as a whole."""

    http_method_names = [*MeView.http_method_names, "delete"]

    @extend_schema(operation_id="me_destroy", responses={204: None})
    def delete(self, request: Request) -> Response:
        """Erase the account and everything in it, at once and for good."""
        erase_account(person_of(request))
        if isinstance(request.successful_authenticator, SessionAuthentication):
            logout(request)
        return Response(status=status.HTTP_204_NO_CONTENT)
