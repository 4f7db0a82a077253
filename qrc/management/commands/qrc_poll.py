from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from qrc.feeds.enums import PollStatus
from qrc.feeds.polling import poll_due
from qrc.feeds.services import Result, poll
from qrc.management.base import HouseCommand, speak_dutch
from qrc.management.commands.qrc_source import named

BAD = (PollStatus.FAILED, PollStatus.GONE)


class Command(HouseCommand):
    help = "Haalt de bronnen op die aan de beurt zijn, of met --source één bron, nu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        speak_dutch(parser)
        parser.add_argument("--source", default="", help="naam van de bron, wat haar ritme ook is")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["source"]:
            results = [poll(named(options["source"]), seconds=None)]
        else:
            results = poll_due()
        if options["as_json"]:
            self.stdout.write(json.dumps([_printed(each) for each in results]))
        else:
            self._print(results)
        if any(each.status in BAD for each in results):
            raise CommandError("Minstens één bron is niet gelukt.", returncode=1)

    def _print(self, results: Sequence[Result]) -> None:
        for each in results:
            found = f"{each.new} nieuw, {each.escalated} ernstiger, {each.changed} gewijzigd, "
            found += f"{each.withdrawn} ingetrokken"
            self.stdout.write(f"{each.source}: {each.error or found}")
        if not results:
            self.stdout.write("Geen enkele bron is aan de beurt.")


def _printed(result: Result) -> dict[str, Any]:
    return {
        name: str(value) if name == "status" else value for name, value in asdict(result).items()
    }
