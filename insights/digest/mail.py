"""The weekly mail itself, as plain text and HTML, with a picture inside and one click to end it."""

from datetime import datetime
from email.mime.image import MIMEImage

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.days import Week
from accounts.unsubscribing import headers_with, sign_for
from insights.digest.summary import DigestSummary, Picture, digest_summary
from insights.models import Digest
from insights.wording import FRAMING
from insights.wording.digests import HERE_TOO, INTRODUCTION, MOVED, NEWS, NOTICES, SUBJECT
from insights.wording.prints import dates

PURPOSE = "insights.digest.stop"
PICTURE = "week"


class MailWithPictures(EmailMultiAlternatives):
    """A mail whose attachments are parts of its HTML."""

    mixed_subtype = "related"


def digest_mail(digest: Digest, week: Week, *, now: datetime) -> EmailMultiAlternatives:
    """Return the mail of a week: a link, or the week itself, as the person chose."""
    user = digest.user
    stop = settings.PUBLIC_URL + reverse("insights:digest-stop", args=[sign_for(user, PURPOSE)])
    holds_week = digest.holds == Digest.Holds.WEEK
    summary = digest_summary(user, week, now=now) if holds_week else None
    context = {
        "title": SUBJECT,
        "introduction": INTRODUCTION.format(period=dates(week.first, week.last)),
        "here_too": HERE_TOO,
        "summary": summary,
        "lists": _lists(summary) if summary else [],
        "picture_name": PICTURE,
        "week_address": settings.PUBLIC_URL + reverse("insights:week", args=[week]),
        "settings_address": settings.PUBLIC_URL + reverse("insights:digest"),
        "stop_address": stop,
        "framing": FRAMING,
    }
    mail = MailWithPictures(
        subject=SUBJECT,
        body=render_to_string("insights/mail/digest.txt", context),
        to=[user.email],
        headers=headers_with(stop),
    )
    mail.attach_alternative(render_to_string("insights/mail/digest.html", context), "text/html")
    if summary and summary.picture:
        mail.attach(_within(summary.picture))
    return mail


def _within(picture: Picture) -> MIMEImage:
    """Return a picture as a part that the HTML refers to by name."""
    part = MIMEImage(picture.png, "png")
    part.add_header("Content-ID", f"<{PICTURE}>")
    part.add_header("Content-Disposition", "inline", filename=f"{PICTURE}.png")
    return part


def _lists(summary: DigestSummary) -> list[tuple[str, list[str]]]:
    """Return the headed sentences below the figures; what there is none of has no heading."""
    headed = [(MOVED, summary.moved), (NEWS, summary.news), (NOTICES, summary.notices)]
    return [(heading, sentences) for heading, sentences in headed if sentences]
