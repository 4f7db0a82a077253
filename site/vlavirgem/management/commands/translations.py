from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vlavirgem import catalogues


class Command(BaseCommand):
    help = "Verzamelt de teksten, houdt de Engelse vertaling bij en compileert ze."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Schrijft niets en faalt als er iets aan schort."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            catalogues.renew(settings.ROOT)
        found = [str(fault) for fault in catalogues.faults(settings.ROOT)]
        if found and options["check"]:
            raise CommandError("\n".join(found))
        self.stdout.write("\n".join(found) or "De Engelse vertaling is volledig.")
