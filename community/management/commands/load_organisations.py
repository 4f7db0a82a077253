from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from community.organisations.facts import load_local_governments


class Command(BaseCommand):
    help = "Laadt de gemeenten, OCMW's en provincies uit de meegeleverde tabel."

    def handle(self, *args: Any, **options: Any) -> None:
        count = load_local_governments()
        self.stdout.write(f"{count} lokale besturen geladen.")
