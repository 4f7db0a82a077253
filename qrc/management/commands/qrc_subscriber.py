from __future__ import annotations

import csv
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from community.kit.validators import validate_kbo
from community.messaging.enums import AddressState
from community.organisations.models import Organisation
from qrc.management.base import HouseCommand, speak_dutch
from qrc.subscriptions.models import Subscriber
from qrc.subscriptions.services import subscribe, subscriber_for_address

MINIMA = ["low", "medium", "high", "critical"]
BETWEEN = re.compile(r"[,;|]")
"""Between words; in a CSV with commas other signs are easier to write."""
LONGEST_WORD = 80
TRUE = ("1", "true", "yes", "ja", "y", "j")


class Command(HouseCommand):
    help = "Voegt abonnees van de QRC toe, één per één of uit een CSV-bestand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = speak_dutch(parser).add_subparsers(
            dest="action", metavar="add|import", required=True
        )
        add = actions.add_parser("add", help="één abonnee toevoegen")
        add.add_argument("--email", required=True)
        add.add_argument("--phone", default="")
        add.add_argument("--organisation", default="", help="KBO-nummer")
        add.add_argument("--min-severity", default="low", choices=MINIMA)
        add.add_argument("--words", default="", help="leveranciers of producten, met komma's")
        add.add_argument("--verified", action="store_true", help="adressen zijn al bevestigd")
        load = actions.add_parser("import", help="abonnees uit een CSV-bestand")
        load.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "add":
            self._add(options)
        else:
            self._import(options["file"])

    def _add(self, options: dict[str, Any]) -> None:
        try:
            subscriber = _subscribe(
                email=options["email"], phone=options["phone"], kbo=options["organisation"],
                minimum=options["min_severity"], words=options["words"],
                verified=options["verified"],
            )  # fmt: skip
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self._tell(subscriber)

    def _tell(self, subscriber: Subscriber) -> None:
        for address in (subscriber.email, subscriber.phone):
            if address is not None and address.is_confirmed:
                self.stdout.write(f"{address} krijgt waarschuwingen.")
            elif address is not None and address.state == AddressState.UNCONFIRMED:
                self.stdout.write(f"{address} moet eerst bevestigd worden; de vraag is klaargezet.")
            elif address is not None:
                state = address.get_state_display().lower()
                self.stdout.write(f"{address} krijgt niets: {state}.")

    def _import(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} is niet te lezen: {error}") from error
        first = text.partition("\n")[0]
        rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ",")
        missing = {"email"} - set(rows.fieldnames or ())
        if missing:
            raise CommandError("De eerste regel moet minstens de kolom email noemen.")
        done, problems = 0, []
        for line, row in enumerate(rows, start=2):
            try:
                _subscribe_row({key: (row.get(key) or "").strip() for key in row if key})
                done += 1
            except ValidationError as error:
                problems.append(f"regel {line}: {' '.join(error.messages)}")
        self.stdout.write(f"{done} abonnees ingelezen.")
        if problems:
            raise CommandError("Niet ingelezen:\n" + "\n".join(problems))


def _subscribe_row(row: dict[str, str]) -> None:
    _subscribe(
        email=row["email"],
        phone=row.get("phone", ""),
        kbo=row.get("organisation", ""),
        minimum=row.get("min_severity") or "low",
        words=row.get("words", ""),
        verified=row.get("verified", "").lower() in TRUE,
    )


def _subscribe(
    *, email: str, phone: str, kbo: str, minimum: str, words: str, verified: bool
) -> Subscriber:
    if minimum not in MINIMA:
        raise ValidationError(f"{minimum}: kies low, medium, high of critical.")
    named = BETWEEN.split(words)
    if too_long := [word.strip() for word in named if len(word.strip()) > LONGEST_WORD]:
        raise ValidationError(f"Een woord telt hoogstens {LONGEST_WORD} tekens: {too_long[0]}.")
    with transaction.atomic():
        subscriber = subscriber_for_address(email=email, phone=phone, verified=verified)
        subscribe(
            subscriber=subscriber,
            min_severity=minimum,
            words=named,
            organisation=_organisation(kbo),
        )
    return subscriber


def _organisation(kbo: str) -> Organisation | None:
    if not kbo:
        return None
    number = validate_kbo(kbo)
    found = Organisation.objects.filter(kbo=number).first()
    if found is None:
        raise ValidationError(f"Geen organisatie met KBO-nummer {number}.")
    return found
