"""A season of events: what was, with opinions and a recording, and what comes, with a line."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.events.models import Event, Material, Registration
from community.events.services import (
    SessionWish,
    mark,
    move_to,
    plan_event,
    publish_material,
    register,
    say_evaluation,
)
from community.kit.clock import at
from community.messaging.models import Delivery
from community.organisations.facts import load_platform
from community.organisations.models import Membership
from vlavirgem.demo.sending import send_everything

EDITOR = "redactie@vlavirgem.example"
CROWD = (
    "alice@gent.example", "bob@gent.example", "charlie@aalst.example", "dina@dpo.example",
    "emre@mechelen.example", "fien@turnhout.example",
)  # fmt: skip
# In days from now: sessions (day, from, to).
COMING: tuple[dict[str, Any], ...] = (
    {
        "kind": "workshop", "title": "Ransomware: oefenen aan tafel", "capacity": 12,
        "summary": "Speel met uw crisisteam het eerste uur van een aanval na.",
        "place": "Provinciehuis, Leuven", "region": "Vlaams-Brabant", "audience": "besturen",
        "description": "**Voor wie?** ICT, communicatie en directie, liefst samen.\n\n"
        "- Het eerste telefoontje\n- Wie beslist over afsluiten?\n- Wat zegt u aan de pers?",
        "sessions": ((9, time(9, 30), time(12, 30)),), "per_organisation": 3, "guests": 4,
    },
    {
        "kind": "webinar", "title": "NIS2 in een halfuur", "is_online": True, "audience": "publiek",
        "summary": "Wat verandert er voor uw bestuur, en wat doet u eerst?",
        "online_url": "https://meet.vlavirgem.example/nis2",
        "sessions": ((16, time(12, 0), time(12, 30)),), "guests": 3,
    },
    {
        "kind": "workshop", "title": "Logboeken lezen na een inbraak", "capacity": 2,
        "summary": "Zoek samen in echte, gekuiste logboeken hoe de aanvaller binnenkwam.",
        "place": "Oude Dokken, Gent", "region": "Oost-Vlaanderen", "audience": "leden",
        "sessions": ((24, time(13, 30), time(17, 0)),), "guests": 4,
    },
    {
        "kind": "opleiding", "title": "Informatieveiligheid voor nieuwe CISO’s", "capacity": 20,
        "summary": "Drie voormiddagen: risico’s, maatregelen en een plan dat standhoudt.",
        "place": "Huis van de Vlaamse besturen, Mechelen", "region": "Antwerpen",
        "audience": "besturen", "guests": 2,
        "sessions": ((38, time(9, 0), time(12, 0)), (45, time(9, 0), time(12, 0)),
                     (52, time(9, 0), time(12, 0))),
    },
    {
        "kind": "ontmoeting", "title": "Kenniskring ICT West-Vlaanderen", "audience": "leden",
        "summary": "Collega’s vertellen wat werkte en wat niet. Met broodjes.",
        "place": "Boeverbos, Brugge", "region": "West-Vlaanderen",
        "sessions": ((60, time(10, 0), time(14, 0)),), "guests": 1,
    },
)  # fmt: skip
PAST: dict[str, Any] = {
    "kind": "opleiding", "title": "NIS2 voor leidinggevenden", "audience": "leden", "capacity": 25,
    "summary": "Wat de wet vraagt van wie beslist, zonder jargon.", "place": "Herman Teirlinck, Brussel",
    "region": "Brussel", "sessions": ((20, time(9, 30), time(12, 0)),), "guests": 0,
}  # fmt: skip
OPINIONS = ((5, 4, 5), (4, 4, 4), (5, 5, 3), (3, 4, 5), (5, 5, 5))
REMARKS = ("Iets meer tijd voor vragen.", "", "Graag ook de bijlage vooraf.", "", "")


def hold_season(people: dict[str, User]) -> None:
    editor = people[EDITOR]
    for plan in COMING:
        event = _plan(editor, plan)
        _seat(event, [people[each] for each in CROWD[: plan["guests"]][::-1]])
    draft = {
        **COMING[1],
        "title": "Phishing herkennen",
        "sessions": ((70, time(12), time(12, 45)),),
    }
    _plan(editor, draft, is_open=False)
    _remember(_plan(editor, PAST), editor, [people[each] for each in CROWD])
    send_everything()


def _plan(editor: User, plan: dict[str, Any], *, is_open: bool = True) -> Event:
    fields = {key: value for key, value in plan.items() if key not in ("sessions", "guests")}
    today = timezone.localdate()
    event = plan_event(
        actor=editor, organisation=load_platform(), is_demo=True, hosts=[],
        sessions=[_wish(today, *each) for each in plan["sessions"]], **fields,
    )  # fmt: skip
    return move_to(event=event, state="open", actor=editor) if is_open else event


def _wish(today: date, days: int, begins: time, ends: time) -> SessionWish:
    day = today + timedelta(days=days)
    # Nobody plans a training in the weekend.
    day += timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
    return SessionWish(starts_at=at(day, begins), ends_at=at(day, ends))


def _seat(event: Event, guests: list[User]) -> list[Registration]:
    return [
        register(event=event, user=each, organisation=_work_of(each), actor=each) for each in guests
    ]


def _work_of(user: User) -> Any:
    mine = Membership.objects.current().filter(user=user).select_related("organisation")
    return mine.order_by("pk")[0].organisation


def _remember(event: Event, editor: User, guests: list[User]) -> None:
    """It was three weeks ago: who came, what they thought, and the recording."""
    seats = _seat(event, guests)
    back = timedelta(days=42)
    Delivery.objects.filter(message__thread=f"event:{event.pk}").delete()
    Event.objects.filter(pk=event.pk).update(
        starts_at=event.starts_at - back, ends_at=event.ends_at - back,
        created_at=event.created_at - back - back, evaluation_asked_at=timezone.now() - back,
    )  # fmt: skip
    for session in event.sessions.all():
        session.starts_at, session.ends_at = session.starts_at - back, session.ends_at - back
        session.save(update_fields=("starts_at", "ends_at"))
    event.refresh_from_db()
    for seat in seats:
        mark(registration=seat, state="aanwezig", actor=editor)
    # Bob has not said what he thought.
    speaking = [each for each in guests if each.email != "bob@gent.example"]
    for user, marks, remark in zip(speaking, OPINIONS, REMARKS, strict=True):
        content, speaker, organised = marks
        say_evaluation(
            event=event, user=user, content=content, speaker=speaker, organised=organised,
            useful=content > 3, remark=remark,
        )  # fmt: skip
    recording = Material.objects.create(
        event=event, kind="opname", title="Opname van de opleiding", captions="ondertiteld",
        url="https://video.vlavirgem.example/nis2-leidinggevenden",
    )  # fmt: skip
    publish_material(material=recording, actor=editor)
