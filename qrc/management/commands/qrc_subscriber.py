from __future__ import annotations

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from community.kit.validators import validate_kbo
from community.organisations.models import Organisation
from qrc.advisories.enums import Severity
from qrc.subscriptions.services import subscribe, subscriber_for_address

MINIMA = [Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL]
TRUE = ("1", "true", "yes", "ja", "y", "j")


class Command(BaseCommand):
    help = "Voegt abonnees van de QRC toe, één per één of uit een CSV-bestand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        add = actions.add_parser("add", help="één abonnee toevoegen")
        add.add_argument("--email", required=True)
        add.add_argument("--phone", default="")
        add.add_argument("--organisation", default="", help="KBO-nummer")
        add.add_argument("--min-severity", default=Severity.LOW, choices=MINIMA)
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
            _subscribe(
                email=options["email"], phone=options["phone"], kbo=options["organisation"],
                minimum=options["min_severity"], words=options["words"],
                verified=options["verified"],
            )  # fmt: skip
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{options['email']} krijgt waarschuwingen.")

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
        minimum=row.get("min_severity") or Severity.LOW,
        words=row.get("words", ""),
        verified=row.get("verified", "").lower() in TRUE,
    )


def _subscribe(
    *, email: str, phone: str, kbo: str, minimum: str, words: str, verified: bool
) -> None:
    if minimum not in MINIMA:
        raise ValidationError(f"{minimum}: kies low, medium, high of critical.")
    with transaction.atomic():
        subscriber = subscriber_for_address(email=email, phone=phone, verified=verified)
        subscribe(
            subscriber=subscriber,
            min_severity=minimum,
            words=words.split(","),
            organisation=_organisation(kbo),
        )


def _organisation(kbo: str) -> Organisation | None:
    if not kbo:
        return None
    number = validate_kbo(kbo)
    found = Organisation.objects.filter(kbo=number).first()
    if found is None:
        raise ValidationError(f"Geen organisatie met KBO-nummer {number}.")
    return found
