from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from qrc.advisories.models import Advisory
from vlavirgem.demo import figures, joining, people, sending, warnings


class Command(BaseCommand):
    help = "Laadt voorbeeldgegevens: verzonnen mensen in echte gemeenten. Alleen met DEBUG."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Voorbeeldgegevens horen niet op een echte site (DEBUG staat uit).")
        # All or nothing: half a demo, left by a Ctrl-C, would never be completed.
        with transaction.atomic():
            users = people.make_people()
            first_time = not Advisory.objects.filter(is_demo=True).exists()
            sources = warnings.make_sources()
            if first_time:
                sending.subscribe_people(users)
                joining.show_joining(users)
                self._tell_stories(sources)
                figures.grow_for_a_year()
        self._note_logins()
        self.stdout.write("Voorbeeldgegevens staan klaar.")

    def _tell_stories(self, sources: dict[str, Any]) -> None:
        told = [
            (story, warnings.tell(story, sources, sending.send_everything))
            for story in warnings.STORIES
        ]
        for story, advisory in told:
            warnings.set_clock(story, advisory)
        sending.set_clocks()
        sending.show_every_state()

    def _note_logins(self) -> None:
        lines = [f"{email}  {people.PASSWORD}  {role}" for email, role in people.SHOWN]
        path = settings.VAR_DIR / "demo-logins.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.stdout.write("\n".join(lines))
