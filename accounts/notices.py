"""Short messages on the next page, with a button that takes back what was just done."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Undo

_UNDO_MARK = "undo:"


def say(request: HttpRequest, text: str, *, undo: Undo | None = None) -> None:
    """Tell the person what happened; with `undo`, offer to take it back."""
    address = reverse("accounts:undo", args=[undo.uid]) if undo else ""
    messages.success(request, text, extra_tags=f"{_UNDO_MARK}{address}" if address else "")


def complain(request: HttpRequest, text: str) -> None:
    """Tell the person why something was not done."""
    messages.warning(request, text)


def undo_address(message: Message) -> str:
    """Return where to post to take back what `message` reports; empty where nothing can be."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_UNDO_MARK) if tags.startswith(_UNDO_MARK) else ""
