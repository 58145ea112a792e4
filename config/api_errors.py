"""One shape for every error of the API: `{type, errors: [{code, detail, attr}]}`."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig, ValidationError
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions
from rest_framework.serializers import as_serializer_error
from rest_framework.settings import api_settings

from config.api import TooLarge


class Errors(ExceptionHandler):
    """Gives what the services refuse the same shape as every other error."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        """Turn Django's exceptions into those of the API."""
        if isinstance(exc, ValidationError):
            return exceptions.ValidationError(_detail_of(exc))
        if isinstance(exc, RequestDataTooBig):
            return TooLarge()
        return super().convert_known_exceptions(exc)

    def set_rollback(self) -> None:
        """Leave it to the view, which knows whether the transaction is its own."""


def _detail_of(error: ValidationError) -> Any:
    detail = as_serializer_error(error)
    if NON_FIELD_ERRORS in detail:
        detail[api_settings.NON_FIELD_ERRORS_KEY] = detail.pop(NON_FIELD_ERRORS)
    return detail
