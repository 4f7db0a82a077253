from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from qrc.alerts.queries import status
from qrc.management.base import HouseCommand, speak_dutch


class Command(HouseCommand):
    help = "Toont hoe het met de QRC gaat: bronnen, waarschuwingen en zendingen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        speak_dutch(parser).add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        now = status()
        if options["as_json"]:
            self.stdout.write(json.dumps(now))
            return
        self.stdout.write(
            f"{now['sources']['total']} bronnen, waarvan {now['sources']['failing']} falen\n"
            f"{now['advisories']} waarschuwingen, {now['alerts']} verspreid"
        )
        for channel, states in now["deliveries"].items():
            counts = ", ".join(f"{n} {state}" for state, n in states.items() if n)
            self.stdout.write(f"{channel}: {counts or 'niets'}")
        self.stdout.write(f"langst wachtend: {now['oldest_waiting_seconds']} s")
