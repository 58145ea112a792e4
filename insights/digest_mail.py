"""The weekly mail itself, as plain text and HTML, with a picture inside and one click to end it."""

from dataclasses import dataclass
from datetime import datetime
from email.mime.image import MIMEImage

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.days import Week
from accounts.unsubscribing import sign_for
from insights.digest_summary import DigestSummary, digest_summary
from insights.models import Digest
from insights.wording import FRAMING
from insights.wording.digests import HERE_TOO, INTRODUCTION, MOVED, NEWS, NOTICES, SUBJECT
from insights.wording.prints import dates

PURPOSE = "insights.digest.stop"


class MailWithPictures(EmailMultiAlternatives):
    """A mail whose attachments are parts of its HTML."""

    mixed_subtype = "related"


@dataclass(frozen=True)
class Picture:
    """A chart within a mail; `alt` says what it shows, with the figures."""

    name: str
    alt: str
    png: bytes

    def attached(self) -> MIMEImage:
        """Return it as a part that the HTML refers to by name."""
        part = MIMEImage(self.png, "png")
        part.add_header("Content-ID", f"<{self.name}>")
        part.add_header("Content-Disposition", "inline", filename=f"{self.name}.png")
        return part


def digest_mail(digest: Digest, week: Week, *, now: datetime) -> EmailMultiAlternatives:
    """Return the mail of a week: a link, or the week itself, as the person chose."""
    user = digest.user
    stop = settings.PUBLIC_URL + reverse("insights:digest-stop", args=[sign_for(user, PURPOSE)])
    holds_week = digest.holds == Digest.Holds.WEEK
    summary = digest_summary(user, week, now=now) if holds_week else None
    pictures: list[Picture] = []
    context = {
        "title": SUBJECT,
        "introduction": INTRODUCTION.format(period=dates(week.first, week.last)),
        "here_too": HERE_TOO,
        "summary": summary,
        "lists": _lists(summary) if summary else [],
        "pictures": pictures,
        "week_address": settings.PUBLIC_URL + reverse("insights:week", args=[week]),
        "settings_address": settings.PUBLIC_URL + reverse("insights:digest"),
        "stop_address": stop,
        "framing": FRAMING,
    }
    mail = MailWithPictures(
        subject=SUBJECT,
        body=render_to_string("insights/mail/digest.txt", context),
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("insights/mail/digest.html", context), "text/html")
    for picture in pictures:
        mail.attach(picture.attached())
    return mail


def _lists(summary: DigestSummary) -> list[tuple[str, list[str]]]:
    """Return the headed sentences below the figures; what there is none of has no heading."""
    headed = [(MOVED, summary.moved), (NEWS, summary.news), (NOTICES, summary.notices)]
    return [(heading, sentences) for heading, sentences in headed if sentences]
