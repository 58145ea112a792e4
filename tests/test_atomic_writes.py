"""A request that changes something does so whole or not at all; reading takes no transaction."""

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import ApiToken, User
from config.middleware import AtomicWritesMiddleware


def make_a_token_and_fail(request: HttpRequest) -> HttpResponse:
    ApiToken.objects.issue(User.objects.get(), name="half", scope="read")
    raise RuntimeError("the second half went wrong")


def tell_whether_in_transaction(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(connection.savepoint_ids)))


@pytest.fixture
def middleware() -> AtomicWritesMiddleware:
    return AtomicWritesMiddleware(BaseHandler().get_response)


def test_a_failing_write_leaves_nothing_behind(
    ada: User, middleware: AtomicWritesMiddleware
) -> None:
    with pytest.raises(RuntimeError, match="second half"):
        middleware.process_view(RequestFactory().post("/"), make_a_token_and_fail, (), {})
    assert not ApiToken.objects.exists()


@pytest.mark.django_db
def test_a_write_runs_in_a_transaction(middleware: AtomicWritesMiddleware) -> None:
    outside = len(connection.savepoint_ids)
    answer = middleware.process_view(
        RequestFactory().post("/"), tell_whether_in_transaction, (), {}
    )
    assert answer.content == str(outside + 1).encode()


def test_a_read_is_left_to_django_without_one(middleware: AtomicWritesMiddleware) -> None:
    request = RequestFactory().get("/")
    assert middleware.process_view(request, tell_whether_in_transaction, (), {}) is None
