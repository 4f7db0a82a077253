from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.contests.models import ContestResult
from community.contests.services import judge_again


class Command(BaseCommand):
    help = "Beoordeelt een winactie opnieuw vanaf de bevroren lijst en vergelijkt byte voor byte."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("contest", type=int, help="Het nummer van de winactie.")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = ContestResult.objects.select_related("contest").exclude(judgement="")
        result = rows.filter(contest=options["contest"]).first()
        if result is None:
            raise CommandError("Deze winactie is nog niet beoordeeld.")
        if not judge_again(result=result):
            raise CommandError(
                "De uitslag is NIET dezelfde: de lijst, de antwoorden of het oordeel is veranderd."
            )
        self.stdout.write(f"Dezelfde uitslag, byte voor byte: {result.judgement_sha256}")
