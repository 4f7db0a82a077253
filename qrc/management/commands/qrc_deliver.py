from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from community.activity.services import pay_owed
from community.messaging import delivering
from community.messaging.channels import channel_types
from qrc.bundles.services import release_due
from qrc.management.base import HouseCommand, speak_dutch


class Command(HouseCommand):
    help = "Betaalt openstaande reacties en verzendt wat klaarstaat, zonder worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        speak_dutch(parser).add_argument(
            "--until-empty", action="store_true", help="doorgaan tot er niets meer klaarstaat"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        reactions = sent = 0
        while True:
            paid = pay_owed()
            bundled = release_due()
            taken_back = delivering.sweep_expired()
            done = sum(delivering.deliver(channel) for channel in channel_types())
            reactions, sent = reactions + paid, sent + done
            if not options["until_empty"] or not (paid or bundled or taken_back or done):
                break
        self.stdout.write(f"{reactions} reacties betaald, {sent} zendingen verwerkt.")
