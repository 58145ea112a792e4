"""One shape for every error of the API: `{type, errors: [{code, detail, attr}]}`."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig, ValidationError
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import exceptions
from rest_framework.fields import get_error_detail

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
    detail = get_error_detail(error)
    if isinstance(detail, dict) and NON_FIELD_ERRORS in detail:
        detail["non_field_errors"] = detail.pop(NON_FIELD_ERRORS)
    return detail
