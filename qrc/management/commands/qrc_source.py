from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from qrc.advisories.enums import Tlp
from qrc.feeds.enums import FirstPoll, IdentityPolicy
from qrc.feeds.kinds import kind_choices
from qrc.feeds.models import Source
from qrc.feeds.services import add_source, remove_source, set_enabled
from qrc.management.base import HouseCommand, speak_dutch


class Command(HouseCommand):
    help = "Beheert de bronnen van de QRC: add, list, enable, disable, remove."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = speak_dutch(parser).add_subparsers(
            dest="action", metavar="add|list|enable|disable|remove", required=True
        )
        add = actions.add_parser("add", help="een bron toevoegen")
        add.add_argument("--name", required=True)
        add.add_argument("--url", required=True)
        add.add_argument(
            "--kind", required=True, help=", ".join(name for name, _label in kind_choices())
        )
        add.add_argument("--interval", type=int, default=30, help="minuten tussen twee beurten")
        add.add_argument("--announce", action="store_true", help="meld ook wat er al staat")
        add.add_argument("--identity", choices=IdentityPolicy.values, default=IdentityPolicy.GUID)
        add.add_argument("--language", default="en")
        add.add_argument("--licence", default="")
        add.add_argument("--tlp", choices=Tlp.values, default=Tlp.CLEAR)
        listing = actions.add_parser("list", help="de bronnen tonen")
        listing.add_argument("--json", action="store_true", dest="as_json")
        listing.add_argument(
            "--all", action="store_true", dest="with_unused",
            help="ook de kant-en-klare bronnen die nog nooit aan stonden",
        )  # fmt: skip
        for name in ("enable", "disable", "remove"):
            actions.add_parser(name).add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _add(self, options: dict[str, Any]) -> None:
        source = Source(
            name=options["name"].strip(), url=options["url"].strip(), kind=options["kind"],
            interval_minutes=options["interval"], identity_policy=options["identity"],
            language=options["language"], licence=options["licence"], tlp=options["tlp"],
            first_poll=FirstPoll.ANNOUNCE if options["announce"] else FirstPoll.SILENT,
        )  # fmt: skip
        try:
            add_source(source=source)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Bron {source.name} is toegevoegd.")

    def _remove(self, options: dict[str, Any]) -> None:
        try:
            remove_source(source=named(options["name"]))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Bron {options['name']} is verwijderd.")

    def _list(self, options: dict[str, Any]) -> None:
        sources = Source.objects.all() if options["with_unused"] else Source.objects.taken()
        rows = [_row(source) for source in sources]
        if options["as_json"]:
            self.stdout.write(json.dumps(rows))
            return
        for row in rows:
            state = row["status"] or "nog niet gelezen"
            self.stdout.write(f"{row['name']}  {row['kind']}  {state}  {row['url']}")
        if not rows:
            self.stdout.write("Nog geen bronnen. Voeg er een toe met: qrc_source add")

    def _enable(self, options: dict[str, Any]) -> None:
        set_enabled(source=named(options["name"]), enabled=True)
        self.stdout.write(f"Bron {options['name']} is ingeschakeld.")

    def _disable(self, options: dict[str, Any]) -> None:
        set_enabled(source=named(options["name"]), enabled=False)
        self.stdout.write(f"Bron {options['name']} is uitgeschakeld.")


def named(name: str) -> Source:
    source = Source.objects.filter(name=name).first()
    if source is None:
        raise CommandError(f"Er is geen bron met de naam {name}.")
    return source


def _row(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "url": source.url,
        "kind": source.kind,
        "interval": source.interval_minutes,
        "enabled": source.enabled,
        "status": source.last_status,
        "failures": source.failures,
        "error": source.last_error,
        "gone": source.gone_at is not None,
        "last_ok": source.last_ok_at.isoformat() if source.last_ok_at else None,
        "next_poll": source.next_poll_at.isoformat(),
    }
