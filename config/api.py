"""What all of API version 1 shares: pages, and how JSON is read."""

from typing import Any

from django.conf import settings
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser
from rest_framework.utils import json

DEEPEST_JSON = 20


class Pages(PageNumberPagination):
    """Pages of 50 rows; a client may ask for up to 500."""

    page_size_query_param = "page_size"
    max_page_size = 500


class TooLarge(exceptions.APIException):
    """The body is larger than any entry can be."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is too large. Send fewer entries at a time."
    default_code = "too_large"


class CarefulJSONParser(JSONParser):
    """Reads JSON of a bounded size and depth, without NaN and without half characters.

    A lone surrogate (half of a character outside the basic plane) can be written in JSON but
    neither stored nor sent back.
    """

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return what the body says."""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise TooLarge
        try:
            text = body.decode()
            data = json.loads(text, parse_constant=json.strict_constant)
            text = json.dumps(data, ensure_ascii=False) if "\\u" in text else text
            text.encode()
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError(f"This is not JSON we can read: {_plain(error)}") from error
        if _is_deeper(data, DEEPEST_JSON):
            raise exceptions.ParseError("This JSON is nested too deeply.")
        return data


def _plain(error: Exception) -> str:
    """Say what is wrong, without the characters that made it wrong."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply."
    if isinstance(error, UnicodeError):
        return "it holds bytes or halves of characters that are no text."
    return f"{error}."


def _is_deeper(data: Any, levels: int) -> bool:
    layer = [data]
    while layer and levels >= 0:
        levels -= 1
        layer = [
            child
            for value in layer
            if isinstance(value, dict | list)
            for child in (value.values() if isinstance(value, dict) else value)
        ]
    return bool(layer)
