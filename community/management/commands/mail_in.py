from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from community.mail_in.reading import Unreadable, read, recipients_in
from community.mail_in.services import MAX_BYTES, handle, receive

NOT_MAIL, TRY_AGAIN = 65, 75
"""EX_DATAERR and EX_TEMPFAIL of sysexits.h, which mail servers understand of a program they pipe to."""


class Command(BaseCommand):
    help = "Neemt één mail (RFC 5322) aan van standaardinvoer en verwerkt hem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", help="adres waarop hij aankwam (uit de envelop)")
        parser.add_argument("--from", default="", dest="sender", help="afzender van de envelop")

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        if not raw.strip():
            raise CommandError("Er kwam geen mail binnen op standaardinvoer.", returncode=NOT_MAIL)
        if len(raw) > MAX_BYTES:
            raise CommandError(
                f"De mail is groter dan {MAX_BYTES // 1_000_000} MB.", returncode=NOT_MAIL
            )
        try:
            row = receive(
                raw=raw, recipient=options["to"] or _recipient(raw), sender=options["sender"]
            )
            fate = handle(pk=row.pk)
        except (OperationalError, InterfaceError) as error:
            raise CommandError(
                f"De database antwoordt niet; probeer het later opnieuw ({error}).",
                returncode=TRY_AGAIN,
            ) from error
        self.stdout.write(str(fate.label))


def _recipient(raw: bytes) -> str:
    """The address of ours in the head, when the envelope is not given."""
    try:
        found = recipients_in(read(raw))
    except Unreadable:
        return ""
    ours = f"@{settings.REPLY_DOMAIN}".lower()
    return next((each for each in found if each.lower().endswith(ours)), (found or [""])[0])
