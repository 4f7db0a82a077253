from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from community.search.services import catch_up
from qrc.advisories.models import Advisory
from vlavirgem.demo import (
    achievements,
    catalogue,
    connecting,
    desk,
    drafts,
    drills,
    events,
    experts,
    figures,
    following,
    forum,
    forum_mail,
    groups,
    history,
    incoming,
    joining,
    learning,
    letters,
    library,
    moderation,
    offers,
    packages,
    pages,
    people,
    portfolios,
    rhythms,
    sending,
    warnings,
)


class Command(BaseCommand):
    help = "Laadt voorbeeldgegevens: verzonnen mensen in echte gemeenten. Alleen met DEBUG."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Voorbeeldgegevens horen niet op een echte site (DEBUG staat uit).")
        # All or nothing: half a demo, left by a Ctrl-C, would never be completed.
        with transaction.atomic():
            users = people.make_people()
            first_time = not Advisory.objects.filter(is_demo=True).exists()
            catalogue.make_vocabulary()
            portfolios.make_portfolios(users)
            learning.make_learning(users)
            sources = warnings.make_sources()
            warnings.tell_chances()
            pages.build_site(users)
            if first_time:
                sending.subscribe_people(users)
                sending.subscribe_patiently()
                joining.show_joining(users)
                connecting.show_connections(users)
                history.live_through_a_year(list(sources.values()))
                self._tell_stories(sources)
                following.follow_up(users)
                sending.tell_the_day()
                rhythms.give_the_sources_a_past(sources.values())
                sending.tell_the_week()
                desk.fill_desk(users)
                drills.hold_drill(users)
                events.hold_season(users)
                pages.announce_event()
                incoming.receive_mail()
                letters.write_letters(users)
                packages.bring_in(users)
                library.fill_library(users)
                forum.talk_together(users)
                moderation.moderate_a_week(users)
                groups.work_together(users)
                everybody = experts.gather_experts(users)
                experts.ask_around(everybody)
                offers.open_the_market(everybody)
                sending.send_everything()
                forum_mail.settle_mails()
                drafts.begin_drafts(users)
                achievements.recognise(users)
                figures.grow_for_a_year()
            catch_up()
        self._note_logins()
        self.stdout.write("Voorbeeldgegevens staan klaar.")

    def _tell_stories(self, sources: dict[str, Any]) -> None:
        told = [
            (story, warnings.tell(story, sources, sending.send_everything))
            for story in warnings.STORIES
        ]
        for story, advisory in told:
            warnings.set_clock(story, advisory)
        advisories = [advisory for _story, advisory in told]
        sending.set_clocks(advisories)
        sending.show_every_state(advisories)

    def _note_logins(self) -> None:
        lines = [f"{email}  {people.PASSWORD}  {role}" for email, role in people.SHOWN]
        path = settings.VAR_DIR / "demo-logins.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.stdout.write("\n".join(lines))
