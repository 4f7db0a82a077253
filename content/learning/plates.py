"""A certificate as PDF/UA: set by typst, whose words come in as data and never as code."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import segno
import typst
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.credentials.badges import address
from content.learning.models import Certificate

SHEET = Path(__file__).with_name("certificate.typ")


def plate(certificate: Certificate) -> bytes:
    """The PDF (tagged, in Dutch, with a title, PDF/UA-1); some forty milliseconds."""
    with override("nl"):
        words = _words(certificate)
    return typst.compile(_sheet(), sys_inputs={"words": json.dumps(words)}, pdf_standards=["ua-1"])


@cache
def _sheet() -> bytes:
    return SHEET.read_bytes()


def _words(certificate: Certificate) -> dict[str, str]:
    url = address("content:certificate", certificate.pk)
    return {
        "title": _("Getuigschrift %(course)s") % {"course": certificate.course_title},
        "kind": _("Getuigschrift"),
        "name": certificate.name,
        "organisation": certificate.organisation_name,
        "says": _("slaagde voor de cursus"),
        "course": certificate.course_title,
        "facts": _("op %(day)s · studietijd van de cursus: %(minutes)s minuten")
        % {"day": _day(certificate), "minutes": certificate.minutes},
        "issuer": "V-ICT-OR · VlaVirGem",
        "check": _("Kijk na of dit getuigschrift echt is:"),
        "code": _("Code %(code)s") % {"code": certificate.code},
        "url": url,
        "alt": _("QR-code naar de pagina waar u dit getuigschrift nakijkt"),
        "qr": qr(url),
    }


def _day(certificate: Certificate) -> str:
    return date_format(timezone.localtime(certificate.passed_at), "j F Y")


def qr(url: str) -> str:
    """The address as an SVG drawing."""
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", border=0, dark="#101c2e", xmldecl=False)
    return drawn.getvalue().decode()
