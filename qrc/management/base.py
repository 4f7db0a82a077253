"""Commands that work in a house where nothing was started yet, and refuse in Dutch."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from qrc.feeds.models import Source

SAID = (
    (r"the following arguments are required: (.+)", r"Dit ontbreekt nog: \1."),
    (
        r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)",
        r"\1: “\2” bestaat niet. Kies uit: \3.",
    ),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1: “\2” is geen getal."),
    (r"argument (.+?): expected one argument", r"\1: geef er een waarde bij."),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 neemt geen waarde, zoals “\2”."),
    (r"unrecognized arguments: (.+)", r"Dit kennen we niet: \1."),
    (r"ambiguous option: (.+) could match (.+)", r"“\1” kan van alles zijn: \2."),
)


class HouseCommand(BaseCommand):
    requires_migrations_checks = True

    def check_migrations(self) -> None:
        """Django's own only warns; an empty database is filled, so that a first command works."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", (Source._meta.db_table,))
            is_empty = cursor.fetchone() == (None,)
        if is_empty:
            self.stderr.write("De database wordt klaargezet; dat duurt de eerste keer een minuut.")
            call_command("migrate", verbosity=0)


class DutchParser(CommandParser):
    def error(self, message: str) -> NoReturn:
        """Exit with code 2 and the usage from the command line, a CommandError from code."""
        said = in_dutch(message)
        if not self.called_from_command_line:
            raise CommandError(said, returncode=2)
        self.print_usage()
        self.exit(2, f"{said}\n")


def in_dutch(message: str) -> str:
    for pattern, dutch in SAID:
        if match := re.fullmatch(pattern, message):
            return match.expand(dutch).replace("'", "")
    return message


def speak_dutch(parser: ArgumentParser) -> Any:
    """The same parser, and the parsers of its actions to come, with errors in Dutch."""
    # Django makes the parser itself and offers no way to choose its class.
    parser.__class__ = DutchParser
    return parser
