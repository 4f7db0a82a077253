from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.credentials.models import SigningKey
from community.credentials.services import rotate_key


class Command(BaseCommand):
    help = "Toont de sleutels die Open Badges tekenen (list), of maakt een nieuwe (renew)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["list", "renew"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "renew":
            self.stdout.write(f"Nieuwe sleutel: {rotate_key().kid}. De oude blijft gepubliceerd.")
            return
        for each in SigningKey.objects.all():
            until = f"tot {each.retired_at:%Y-%m-%d}" if each.retired_at else "nu in gebruik"
            self.stdout.write(f"{each.kid}  vanaf {each.made_at:%Y-%m-%d}  {until}")
