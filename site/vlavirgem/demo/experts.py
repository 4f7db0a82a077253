"""People who know, what they are asked, and who offers services: a year of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.experts.enums import Reply
from community.experts.models import HelpMatch, HelpRequest, Skill
from community.experts.services import (
    ask_help,
    begin_needs,
    close_request,
    endorse,
    keep_profile,
    keep_skill,
    reply,
    verify,
)
from community.experts.services.asking import take_step
from community.messaging.models import Delivery
from community.organisations.enums import Role
from community.organisations.models import Membership, Organisation
from vlavirgem.demo.people import CITY, Person, make_person

# name, organisation, function, what may be asked, province of his own bestuur alone, skills by level
NEW = (
    ("jef.adams", "Jef", "Adams", "Leuven", "Netwerkbeheerder", ("firewall:4", "netwerk:4", "vpn:3")),
    ("katrien.bos", "Katrien", "Bos", "Brugge", "Archivaris", ("archief:5", "informatiebeheer:4", "bewaartermijnen:4")),
    ("lars.coppens", "Lars", "Coppens", "Hasselt", "Systeembeheerder", ("back-up:4", "virtualisatie:4", "servers:4")),
    ("mia.dhondt", "Mia", "D’Hondt", "Kortrijk", "GIS-coördinator", ("gis:5", "qgis:5", "adressenregister:4")),
    ("noor.elaoufi", "Noor", "El Aoufi", "Genk", "Functioneel analist", ("bedrijfsanalyse:4", "procesanalyse:4", "ux:3")),
    ("otto.francken", "Otto", "Francken", "Sint-Niklaas", "Softwareontwikkelaar", ("csharp:4", "sql-server:3", "api:4")),
    ("paula.goossens", "Paula", "Goossens", "Oostende", "Aankoper ICT", ("bestek:4", "raamcontract:4", "contractbeheer:3")),
    ("rik.hermans", "Rik", "Hermans", "Roeselare", "Helpdeskcoördinator", ("helpdesk:4", "itil:3", "topdesk:4")),
    ("saar.ingels", "Saar", "Ingels", "Dendermonde", "Projectleider", ("projectleiding:4", "verandering:4", "agile:3")),
    ("tom.janssens", "Tom", "Janssens", "Geel", "Beheerder Microsoft 365", ("m365:4", "intune:4", "exchange:3")),
)  # fmt: skip
KNOWN = (
    ("alice@gent.example", ("ict-beleid:5", "architectuur:4", "nis2:4"), "Strategie, en hoe u een kleine ploeg groot maakt."),
    ("bob@gent.example", ("back-up:3", "linux:4", "monitoring:3"), "Linux en alles wat ’s nachts moet blijven draaien."),
    ("charlie@aalst.example", ("incidentrespons:4", "ransomware:4", "crisisoefening:3"), "De eerste uren na een aanval."),
    ("dina@dpo.example", ("avg:5", "dpo:5", "geb:4", "verwerkersovereenkomst:4"), "Alles over gegevensbescherming, ook voor kleine besturen."),
    ("emre@mechelen.example", ("ciso:5", "isms:5", "risicoanalyse:4", "phishing:3"), "Van beleid naar een plan dat standhoudt."),
)  # fmt: skip
ASKED: tuple[dict[str, Any], ...] = (
    {"by": "charlie@aalst.example", "skills": ("gis",), "days": 0, "title": "Hoe houdt u het adressenregister gelijk met GIS?",
     "text": "Wij werken met QGIS. Elke maand lopen adressen uit elkaar. Hoe lost u dat op?", "audience": "besturen"},
    {"by": "emre@mechelen.example", "skills": ("m365", "intune"), "days": 1, "title": "Toestellen van raadsleden beheren met Intune",
     "text": "Raadsleden gebruiken hun eigen toestel. Wat legt u vast en wat niet?", "audience": "leden", "is_urgent": True},
    {"by": "alice@gent.example", "skills": ("avg",), "days": 9, "yes": "dina@dpo.example", "title": "Wie maakte al een GEB voor een slim kruispunt?",
     "text": "Wij plaatsen sensoren aan een kruispunt en zoeken een voorbeeld van een effectbeoordeling."},
    {"by": "fien@turnhout.example", "skills": ("helpdesk",), "days": 16, "yes": "rik.hermans@roeselare.example",
     "title": "Hoe verdeelt u dringende meldingen op maandag?", "text": "Op maandag krijgen wij veertig meldingen voor negen uur.", "closed": True},
    {"by": "alice@gent.example", "skills": ("back-up",), "days": 31, "yes": "lars.coppens@hasselt.example",
     "title": "Een herstel oefenen zonder iemand te storen", "text": "Hoe test u een volledig herstel zonder de productie te raken?", "closed": True},
    {"by": "bob@gent.example", "skills": ("dotnet",), "days": 45, "yes": "otto.francken@sintniklaas.example",
     "title": "Oude .NET-toepassing koppelen aan MAGDA", "text": "Onze toepassing is van 2014. Kan dat zonder ze te herschrijven?", "closed": True},
    {"by": "emre@mechelen.example", "skills": ("begraafplaatsen",), "days": 70, "expired": True,
     "title": "Concessies van begraafplaatsen overzetten", "text": "Wie zette al concessies over naar een ander systeem?"},
    {"by": "charlie@aalst.example", "skills": ("bestek",), "days": 80, "yes": "paula.goossens@oostende.example",
     "title": "Veiligheidseisen in een bestek voor een zaaksysteem", "text": "Welke minimale eisen schrijft u in?", "closed": True},
)  # fmt: skip
BEFORE = {"title", "text", "audience", "is_urgent"}


def gather_experts(people: dict[str, User]) -> dict[str, User]:
    """Fifteen people who may be asked, with colleagues who confirm; returns everybody by address."""
    found = dict(people)
    for name, first, last, city, job, _skills in NEW:
        email = f"{name}@{city.lower().replace('-', '')}.example"
        found[email] = make_person(Person(email, first, last, job, ((CITY, city, (Role.STAFF,)),)))
        _tell(found[email], _skills, job)
        begin_needs(organisation=_work_of(found[email]), actor=found[email], size="middelgroot")
    for email, skills, subjects in KNOWN:
        _tell(found[email], skills, subjects)
    editor = found["redactie@vlavirgem.example"]
    for email, why in (
        ("dina@dpo.example", "Begeleidt al jaren besturen en geeft er les over."),
        ("emre@mechelen.example", "Schreef mee aan het modelplan voor informatieveiligheid."),
    ):
        verify(profile=found[email].expert_profile, actor=editor, reason=why)
    bob, alice = found["bob@gent.example"], found["alice@gent.example"]
    for row in alice.skills.all():
        endorse(row=row, by=bob)
    endorse(row=bob.skills.get(skill__key="linux"), by=alice)
    begin_needs(organisation=_work_of(alice), actor=alice, size="groot")
    return found


def _tell(user: User, skills: tuple[str, ...], subjects: str) -> None:
    for each in skills:
        key, _colon, level = each.partition(":")
        keep_skill(user=user, skill=_skill(key), level=int(level), shared="leden")
    here = _work_of(user)
    keep_profile(
        user=user, may_be_asked=True, languages=["nl", "en"], most_per_month=3, subjects=subjects,
        organisation=here,
    )  # fmt: skip


def _skill(key: str) -> Skill:
    return Skill.objects.get(key=key)


def _work_of(user: User) -> Organisation:
    mine = Membership.objects.current().filter(user=user).select_related("organisation")
    return mine.order_by("pk")[0].organisation


def ask_around(people: dict[str, User]) -> None:
    """Eight requests for help, from today back to a few months ago."""
    for plan in ASKED:
        asker = people[plan["by"]]
        made = ask_help(
            asker=asker, organisation=_work_of(asker), until=timezone.localdate() + timedelta(days=14),
            skills=[_skill(each) for each in plan["skills"]],
            **{name: value for name, value in plan.items() if name in BEFORE},
        )  # fmt: skip
        _answer(made, plan, people)
        _set_back(made, plan["days"])


def _answer(made: HelpRequest, plan: dict[str, Any], people: dict[str, User]) -> None:
    if "yes" in plan:
        match = HelpMatch.objects.filter(request=made, user=people[plan["yes"]]).first()
        if match is not None:
            words = "Dat hebben wij vorig jaar opgelost. Ik vertel u graag hoe."
            reply(match=match, actor=match.user, said=Reply.YES, words=words)
    if plan.get("closed"):
        close_request(request=made, actor=made.asker, is_solved=True)
    if plan.get("expired"):
        HelpRequest.objects.filter(pk=made.pk).update(
            until=timezone.localdate() - timedelta(days=1)
        )
        take_step(made.pk)


def _set_back(made: HelpRequest, days: int) -> None:
    """It happened so many days ago, and somebody said yes three hours later."""
    made.refresh_from_db()
    then = timezone.now() - timedelta(days=days, hours=4)
    answered = then + timedelta(hours=3) if made.first_answer_at else None
    HelpRequest.objects.filter(pk=made.pk).update(created_at=then, first_answer_at=answered)
    month = timezone.localtime(then).date().replace(day=1)
    HelpMatch.objects.filter(request=made).update(asked_at=then, month=month)
    if days:
        Delivery.objects.filter(message__thread=f"help:{made.pk}").delete()
