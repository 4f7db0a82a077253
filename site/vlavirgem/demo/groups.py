"""People who tell who they are, work together in groups and write each other."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.activity.services import pay_owed
from community.conversations.models import Conversation, PrivateMessage
from community.conversations.services import read_up_to, start_conversation, write
from community.events.services import SessionWish, move_to, plan_event, register
from community.forum.models import Category
from community.forum.services import reply, start_topic
from community.groups.models import Group, GroupMembership
from community.groups.services import (
    announce,
    ask,
    invite,
    join,
    start_group,
)
from community.kit.clock import at
from community.organisations.models import Membership
from community.profiles.services import save_profile
from content.library.models import LibraryDocument
from content.library.services import share_in_group
from vlavirgem.demo.library import paper_file
from vlavirgem.demo.sending import send_everything

ALICE, BOB, CHARLIE = "alice@gent.example", "bob@gent.example", "charlie@aalst.example"
DINA, EMRE, FIEN = "dina@dpo.example", "emre@mechelen.example", "fien@turnhout.example"
EDITOR, GITA = "redactie@vlavirgem.example", "gita@loketbalie.example"
PROFILES: dict[str, dict[str, Any]] = {
    ALICE: {
        "function": "Diensthoofd ICT", "languages": ["nl", "fr", "en"], "phone": "09 000 01 01",
        "phone_for": "besturen", "shown_to_suppliers": True,
        "bio": "Ik leid twaalf mensen en een serverlokaal dat kleiner wordt.\n\nVraag mij gerust over:\n\n"
        "- afstappen van eigen servers\n- samen aankopen\n- een eerste NIS2-plan",
    },
    BOB: {"function": "Systeembeheerder", "languages": ["nl", "en"],
          "bio": "Back-ups, netwerk en alles wat ’s nachts stuk gaat."},
    CHARLIE: {"function": "ICT-coördinator", "languages": ["nl"], "contact": "besturen",
              "bio": "Wij zijn met twee voor heel Aalst. Ik leer graag van wie het al deed."},
    DINA: {"function": "Gedeelde DPO voor drie gemeenten", "languages": ["nl", "fr"],
           "bio": "Verwerkingsregisters en een nuchtere kijk op risico’s."},
    EMRE: {"function": "CISO", "languages": ["nl", "en"], "contact": "besturen"},
    GITA: {"function": "Productverantwoordelijke", "languages": ["nl"],
           "bio": "Loketsoftware. Ik luister liever dan dat ik verkoop."},
}  # fmt: skip
CIRCLE = {
    "kind": "kenniskring",
    "name": "Kenniskring Oost-Vlaanderen",
    "entrance": "open",
    "region": "Oost-Vlaanderen",
    "audience": "besturen",
    "summary": "ICT-mensen van Oost-Vlaamse besturen komen vier keer per jaar samen.",
    "description": "Elke kring begint met een rondje *wat ging er mis*. Dat blijft onder ons.",
}
USERS = {
    "kind": "gebruikersgroep",
    "name": "Gebruikersgroep veiligheidstool",
    "entrance": "op-vraag",
    "audience": "besturen",
    "summary": "Wie de veiligheidstool gebruikt, zegt hier wat beter kan.",
    "description": "De redactie leest mee en neemt uw vragen mee naar de bouwers.",
}
PROJECT = {
    "kind": "werkruimte",
    "name": "Samen een firewall aankopen",
    "entrance": "op-vraag",
    "audience": "besturen",
    "summary": "Eén bestek voor vier besturen, klaar tegen het voorjaar.",
    "description": "**Werkwijze**\n\n1. Behoeften naast elkaar leggen\n2. Eén bestek schrijven\n3. Samen gunnen",
}
TALK = (
    ("vraag", "Welke eisen zetten jullie over logboeken in het bestek?", ALICE,
     "Wij willen dat ze **een jaar** bewaard blijven, buiten het toestel zelf. Is dat haalbaar?",
     ((CHARLIE, "Bij ons vroeg de leverancier er 8 % meer voor. Een half jaar was gratis."),
      (EMRE, "Zet erbij dat u ze zelf moet kunnen opvragen. Dat vergaten wij."))),
    ("discussie", "Proefopstelling in Mechelen", EMRE,
     "Vanaf maandag staat er een toestel op proef. Wie wil komen kijken, is welkom.", ()),
)  # fmt: skip


def work_together(people: dict[str, User]) -> None:
    for email, facts in PROFILES.items():
        save_profile(user=people[email], **facts)
    _circles(people)
    project = _project(people)
    pay_owed()
    _talk(people, project)
    _meet(people, project)
    _share(people[ALICE], project)
    _write(people)
    announce(
        actor=people[EDITOR], audience="leden", title="Nieuw: groepen en berichten",
        text="U vindt nu **kenniskringen, gebruikersgroepen en werkruimtes** bij *Groepen*, en u "
        "schrijft andere leden zonder adressen te delen. Vul eerst even uw profiel aan.",
        until=timezone.localdate() + timedelta(days=30), is_mailed=False,
    )  # fmt: skip
    pay_owed()
    send_everything()
    _let_time_pass()


def _circles(people: dict[str, User]) -> None:
    circle = start_group(actor=people[EDITOR], is_demo=True, **CIRCLE)
    for email in (BOB, CHARLIE, DINA):
        join(group=circle, user=people[email])
    users = start_group(actor=people[EDITOR], is_demo=True, **USERS)
    for email in (ALICE, EMRE, FIEN):
        GroupMembership.objects.create(group=users, user=people[email])
    ask(group=users, user=people[CHARLIE], message="Wij begonnen vorige maand met de tool.")
    quiet = start_group(
        actor=people[EMRE], is_demo=True, kind="werkruimte", name="Na het incident",
        summary="Wat er gebeurde, en wie wat nakijkt.", entrance="verborgen",
    )  # fmt: skip
    invite(group=quiet, user=people[ALICE], actor=people[EMRE])


def _project(people: dict[str, User]) -> Group:
    made = start_group(actor=people[ALICE], is_demo=True, **PROJECT)
    for email in (CHARLIE, EMRE, BOB):
        GroupMembership.objects.create(group=made, user=people[email])
    ask(group=made, user=people[FIEN], message="Turnhout zit met dezelfde vraag.")
    announce(
        actor=people[ALICE],
        group=made,
        title="Bestek ligt klaar om na te lezen",
        text="Versie 2 staat bij de bestanden. Geef uw opmerkingen **vóór vrijdag**.",
    )
    return made


def _talk(people: dict[str, User], group: Group) -> None:
    category = Category.objects.get(group=group)
    for kind, title, author, source, answers in TALK:
        topic = start_topic(
            author=people[author], organisation=_work_of(people[author]), category=category,
            title=title, source=source, kind=kind, is_demo=True,
        )  # fmt: skip
        for email, words in answers:
            reply(
                topic=topic, author=people[email], organisation=_work_of(people[email]),
                source=words,
            )  # fmt: skip


def _share(alice: User, group: Group) -> None:
    words = "Wat vier besturen van een firewall vragen, en hoe zij de offertes vergelijken."
    file = paper_file("Bestek-firewall-versie-2.docx", "Bestek firewall, versie 2", (words,), alice)
    facts = {
        "title": "Bestek firewall, versie 2", "description": words, "kind": "bestek",
        "licence": "binnen-besturen", "author": _work_of(alice),
    }  # fmt: skip
    made = share_in_group(file=file, actor=alice, facts=facts, group=group)
    LibraryDocument.objects.filter(pk=made.pk).update(is_demo=True)


def _meet(people: dict[str, User], group: Group) -> None:
    day = timezone.localdate() + timedelta(days=11)
    day += timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
    alice = people[ALICE]
    event = plan_event(
        actor=alice, organisation=_work_of(alice), kind="ontmoeting", audience="groep", group=group,
        title="Bestek overlopen", summary="Wij leggen de opmerkingen naast elkaar.",
        place="Stadhuis, Gent", region="Oost-Vlaanderen", is_demo=True,
        sessions=[SessionWish(starts_at=at(day, time(13, 30)), ends_at=at(day, time(16, 0)))],
    )  # fmt: skip
    move_to(event=event, state="open", actor=alice)
    for email in (CHARLIE, EMRE):
        register(
            event=event, user=people[email], organisation=_work_of(people[email]),
            actor=people[email],
        )  # fmt: skip


def _write(people: dict[str, User]) -> None:
    alice, charlie, emre = people[ALICE], people[CHARLIE], people[EMRE]
    talk = start_conversation(
        starter=charlie, recipients=[alice], subject="Uw ervaring met de overstap?",
        source="Dag Alice\n\nU schreef dat Gent van eigen servers afstapt. Mag ik u daar eens een "
        "kwartier over bellen?",
    )  # fmt: skip
    write(conversation=talk, author=alice, source="Graag. Vrijdag na 14 uur past mij.")
    write(conversation=talk, author=charlie, source="Prima, ik bel u om 14.30 uur. Dank u!")
    start_conversation(
        starter=emre, recipients=[alice, charlie], subject="Proefopstelling maandag",
        source="Kunnen jullie allebei komen? Dan plan ik een uur:\n\n- rondleiding\n- vragen\n- koffie",
    )  # fmt: skip
    gita = start_conversation(
        starter=alice, recipients=[people[GITA]], subject="Koppeling met ons afsprakensysteem",
        source="Bestaat die koppeling al? Ik vond ze niet in de documentatie.",
    )  # fmt: skip
    write(
        conversation=gita, author=people[GITA], source="Ja, sinds versie 8. Ik stuur u de uitleg."
    )
    gita.refresh_from_db()
    read_up_to(conversation=gita, user=alice, number=2)


def _let_time_pass() -> None:
    """The conversations took days, not one second."""
    now = timezone.now()
    for place, talk in enumerate(Conversation.objects.filter(is_demo=True).order_by("-pk")):
        back = timedelta(days=place, hours=2)
        Conversation.objects.filter(pk=talk.pk).update(last_at=now - back)
        rows = PrivateMessage.objects.filter(conversation=talk).order_by("-number")
        for step, row in enumerate(rows):
            PrivateMessage.objects.filter(pk=row.pk).update(
                created_at=now - back - timedelta(hours=5 * step)
            )


def _work_of(user: User) -> Any:
    mine = Membership.objects.current().filter(user=user).select_related("organisation")
    return mine.order_by("pk")[0].organisation
