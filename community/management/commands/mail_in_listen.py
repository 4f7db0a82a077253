from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.mail_in.listening import CannotListen, listen


class Command(BaseCommand):
    help = "Luistert op MAIL_IN_LISTEN naar mail (SMTP of LMTP), tot het gestopt wordt."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            listen()
        except CannotListen as problem:
            raise CommandError(str(problem)) from problem
