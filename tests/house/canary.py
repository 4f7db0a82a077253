"""Kanarie: an organisation whose every private word is a marker that may be seen nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.utils import timezone

from catalogue.portfolio.services import add_item, end_item, make_draft, read_sbom
from catalogue.solutions.models import Solution, UnknownName
from catalogue.solutions.services import note_unknown
from community.accounts.models import User
from community.activity.services import record
from community.api_keys.services import make_key
from community.events.models import Event
from community.events.services import open_feed as open_agenda
from community.forum.models import Category, Post
from community.forum.services import save_draft
from community.forum.services.feeds import open_feed as open_forum_feed
from community.forum.services.hiding import hide_post
from community.messaging import confirmations, stopping
from community.messaging.allowances import set_allowance
from community.messaging.bell import put
from community.messaging.callbacks import status_callback_url
from community.messaging.enums import AddressState, Channel, State
from community.messaging.models import Address, Delivery, DeliveryEvent, Preference
from community.messaging.webhooks import add_teams, add_webhook, try_webhook
from community.moderation.services import appeal, flag, note
from community.organisations.enums import Kind, Role
from community.organisations.models import MailDomain, Membership, Organisation
from community.organisations.services import ask_to_join, invite, refuse
from community.organisations.services.invitations import invitation_token
from community.privacy.services import ask_copy
from community.search.services import catch_up
from community.trust.enums import Level
from community.trust.services import set_level
from community.verbs import ROLES_CHANGED
from content.learning.models import Badge, Certificate, Enrolment, QuizAttempt
from content.library.enums import Readers
from content.library.services import add_version, approve, propose
from content.packages.attempts import keep_state, open_package
from content.packages.models import ContentPackage
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.bundles.services import put_aside
from qrc.bundles.values import Aside
from qrc.cases.links import acknowledge_token
from qrc.cases.models import Case
from qrc.cases.services import change_cases
from qrc.notifications import ALERT, LIST
from qrc.outlets.services import open_feed
from qrc.sightings.services import tell_qrc
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.content.library.shelf import read, stored
from tests.factories import events, forum, packages, portfolio
from tests.factories.moderation import POST, reasons
from tests.house import canary_experts
from tests.house.canary_groups import GROUP_MARKERS, settle_groups
from tests.people import PASSWORD, make_member, make_user

NAME = "Intercommunale Kanarie"
"""Public: who wants to join must be able to find it."""

MARKERS = {
    "first name": "zzqvoornaam",
    "last name": "zzqfamilie",
    "mail address": "zzqpost@kanarie.example",
    "second mail address": "zzqanderepost@kanarie.example",
    "colleague's name": "zzqcollega",
    "colleague's address": "zzqcollega@kanarie.example",
    "phone": "470777701",
    "stopped phone": "470777702",
    "asked phone": "470777703",
    "job title": "zzqfunctie",
    "mail domain": "zzqdomein.example",
    "invited address": "zzqgenodigd@elders.example",
    "asker's name": "zzqaanvrager",
    "asker's address": "zzqaanvrager@elders.example",
    "motivation": "zzqmotivatie",
    "refused motivation": "zzqafgewezen",
    "reason of refusal": "zzqreden",
    "webhook": "zzqhaak.example",
    "Teams channel": "zzqteams.example",
    "API key": "zzqsleutel",
    "subscription's words": "zzqproduct",
    "subscription's keywords": "zzqwoord",
    "notification": "zzqmelding",
    "notification's text": "zzqmeldtekst",
    "delivery's error": "zzqfout",
    "delivery's event": "zzqvoorval",
    "webhook's error": "zzqhaakfout",
    "device": "zzqtoestel",
    "device's place": "198.51.100.77",
    "activity's data": "zzqspoor",
    "item's own name": "zzqeigennaam",
    "item's vendor": "zzqmaker",
    "item's version": "zzqversie",
    "item's note": "zzqnotitie",
    "ended item": "zzqvroeger",
    "bill's file": "zzqlijst.json",
    "component's name": "zzqonderdeel",
    "component's vendor": "zzqondermaker",
    "component's version": "zzqonderversie",
    "component's purl": "pkg:npm/zzqpakket",
    "list's file": "zzqinventaris.csv",
    "row's product": "zzqregelnaam",
    "row's own name": "zzqregelroep",
    "row's vendor": "zzqregelmaker",
    "row's version": "zzqregelversie",
    "row's note": "zzqregelnotitie",
    "name at the desk": "zzqonbekend",
    "sighting": "zzqwaarneming",
    "sighting's paste": "zzqplaksel",
    "unnamed sighting": "zzqnaamloos",
    "follow-up's note": "zzqopvolging",
    "bundle's reason": "zzqbundel",
    "followed course": "zzqcursus",
    "answer to a question": "zzqantwoord",
    "name on a certificate": "zzqgetuigschrift",
    "state of a package": "zzqleerstand",
    "registration's note": "zzqkomt",
    "draft of a post": "zzqconcept",
    "document": "zzqdocument",
    "document's description": "zzqomschrijving",
    "document's words": "zzqinhoud",
    "document's file": "zzqbestand.txt",
    "version's note": "zzqaanpassing",
    "hidden post": "zzqverborgen",
    "facts of a decision": "zzqvaststelling",
    "appeal": "zzqbezwaar",
    "flag": "zzqsignaal",
    "reason of a level": "zzqniveau",
    **GROUP_MARKERS,
} | canary_experts.MARKERS
"""Whole markers; searches use them without their end, since a search field repeats its words."""

NOWHERE = {
    "state of a package": "it goes to the package's own frame, when its learner opens it",
    "sighting's paste": "what was pasted is for the desk alone",
    "activity's data": "the audit trail has no screen yet",
    "device": "the list of devices names a known browser and system only",
    "name at the desk": "editors alone see it, and nobody whose it is",
    "refused motivation": "an answered request leaves the screen",
    "bundle's reason": "it goes by mail when the bundle leaves",
    "reason of refusal": "it goes to the asker by mail and stands on no screen",
}
"""Markers that no page shows even to Kanarie's own people; mails may (see test_canary)."""


def organisation() -> Organisation:
    return Organisation.objects.create(kind=Kind.INTERMUNICIPAL, name=NAME)


@dataclass
class Canary:
    organisation: Organisation
    boss: User
    colleague: User
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> set[int]:
        return {self.boss.pk, self.colleague.pk}

    def clients(self) -> list[Client]:
        made = [Client(), Client()]
        for client, user in zip(made, (self.boss, self.colleague), strict=True):
            client.force_login(user)
        return made


def settle(here: Organisation, advisory: Advisory) -> Canary:
    """Fill Kanarie with one of everything; `advisory` is a public warning that it also hears of."""
    boss = make_user("zzqpost@kanarie.example", "zzqvoornaam")
    boss.last_name = "zzqfamilie"
    boss.save()
    colleague = make_user("zzqcollega@kanarie.example", "zzqcollega")
    made = Canary(here, boss, colleague)
    held = make_member(boss, here, Role.ADMINISTRATOR)
    Membership.objects.filter(pk=held.pk).update(job_title="zzqfunctie")
    made.keys["own membership"] = held.pk
    made.keys["membership"] = make_member(colleague, here, Role.DPO).pk
    made.keys["gent"] = made.keys["to join"] = here.pk
    made.keys["advisory"], made.keys["source"] = advisory.pk, advisory.source_id
    for part in (
        _doors, _addresses, _uses, _wishes, _following, _talk, _portfolio, _sightings, _traces,
        _vocabulary, _learning, _packages, _agenda, _documents, _moderation,
    ):  # fmt: skip
        part(made, advisory)
    made.keys |= settle_groups(here, boss, colleague)
    canary_experts.fill(made)
    # What it says clears what it was about to say.
    _writing(made, advisory)
    catch_up()
    return made


def _doors(made: Canary, advisory: Advisory) -> None:
    here, boss = made.organisation, made.boss
    invitation = invite(
        organisation=here, email="zzqgenodigd@elders.example", roles=[Role.CISO], by=boss
    )
    asker = make_user("zzqaanvrager@elders.example", "zzqaanvrager")
    asked = ask_to_join(user=asker, organisation=here, roles=[Role.STAFF], message="zzqmotivatie")
    refused = ask_to_join(
        user=make_user("afgewezen@elders.example"), organisation=here, roles=[Role.STAFF],
        message="zzqafgewezen",
    )  # fmt: skip
    refuse(request=refused, by=boss, reason="zzqreden")
    made.keys |= {
        "invitation": invitation.pk,
        "invitation token": invitation_token(invitation),
        "request": asked.pk,
        "domain": MailDomain.objects.create(organisation=here, domain="zzqdomein.example").pk,
    }


def _addresses(made: Canary, advisory: Advisory) -> None:
    def phone(number: str, **fields: Any) -> Address:
        return Address.objects.create(channel=Channel.SMS, value=number, **fields)

    boss = made.boss
    first = phone("+32470777701", user=boss, state=AddressState.CONFIRMED)
    stopped = phone("+32470777702", user=boss, state=AddressState.STOPPED, reason="eigen keuze")
    confirmations.add_address(user=boss, channel=Channel.SMS, value="+32470777703")
    other = Address.objects.create(
        channel=Channel.EMAIL, value="zzqanderepost@kanarie.example", user=boss
    )
    asked = confirmations.ask_again(address=other, user=boss)
    hook, _secret = add_webhook(
        organisation=made.organisation, url="https://zzqhaak.example/in", actor=boss
    )
    try_webhook(address=hook, actor=boss)
    add_teams(organisation=made.organisation, url="https://zzqteams.example/in?sig=x", actor=boss)
    key, _token = make_key(
        name="zzqsleutel", scopes=["qrc.read"], days=30, actor=boss,
        organisation=made.organisation,
    )  # fmt: skip
    made.keys["api key"] = key.pk
    made.keys["feed token"] = open_feed(organisation=made.organisation, actor=boss)
    made.keys["allowance"] = set_allowance(
        organisation=made.organisation, monthly_cap=7, reserve=20, actor=boss
    ).pk
    Preference.objects.create(user=boss, kind=ALERT.key, channel=Channel.WEBHOOK, wanted=False)
    made.keys |= {
        "phone": first.pk, "stopped": stopped.pk, "unasked": other.pk, "webhook": hook.pk,
        "confirmation token": confirmations.confirmation_token(asked),
        "stop token": stopping.token(first.pk, LIST),
    }  # fmt: skip


def _uses(made: Canary, advisory: Advisory) -> None:
    """Kanarie uses what the warning speaks of; the vocabulary, which is for all, does not grow."""
    named = advisory.products[0]
    portfolio.item(made.organisation, name=named["product"], vendor=named["vendor"])


def _following(made: Canary, advisory: Advisory) -> None:
    mine = Case.objects.filter(organisation=made.organisation)
    change_cases(cases=mine, state="in-behandeling", note="zzqopvolging", actor=made.boss)
    made.keys |= {
        "case": mine.get().pk,
        "rank": 1,
        "acknowledge token": acknowledge_token(
            subscriber=subscriber_of(user=made.boss).pk, advisory=advisory.pk,
            since=timezone.localdate(), via="mail",
        ),
    }  # fmt: skip


def _wishes(made: Canary, advisory: Advisory) -> None:
    wish = subscribe(
        subscriber=subscriber_of(user=made.boss), organisation=made.organisation, actor=made.boss,
        words=["zzqproduct"], keywords=["zzqwoord"],
    )  # fmt: skip
    subscribe(subscriber=subscriber_of(user=made.boss), organisation=made.organisation)
    made.keys["subscription"] = wish.pk
    revision = advisory.revisions.latest("pk")
    raise_alert(revision_id=revision.pk)
    aside = Aside(
        wish.subscriber_id, made.boss.pk, revision.pk, "weekly", frozenset({"email"}), "zzqbundel"
    )
    put_aside(asides=[aside])


def _talk(made: Canary, advisory: Advisory) -> None:
    sent = Delivery.objects.get(
        message__kind=ALERT.key, channel=Channel.SMS, address_id=made.keys["phone"]
    )
    Delivery.objects.filter(pk=sent.pk).update(
        state=State.FAILED, error_code="30005", error="zzqfout"
    )
    calls = Delivery.objects.filter(address_id=made.keys["webhook"])
    calls.update(state=State.FAILED, error="zzqhaakfout")
    DeliveryEvent.objects.create(delivery=sent, event="callback", detail="zzqvoorval")
    put(
        delivery_id=sent.pk, message_id=sent.message_id, user_id=made.boss.pk, title="zzqmelding",
        text="zzqmeldtekst", url="/qrc/waarschuwingen/", kind=ALERT.key,
    )  # fmt: skip
    made.keys |= {
        "delivery": sent.pk,
        "notification": made.boss.notifications.latest("pk").pk,
        "twilio token": status_callback_url(sent.pk).rstrip("/").rpartition("/")[2],
        "picture": "zzqgezicht.png",
    }


BILL = {
    "bomFormat": "CycloneDX", "specVersion": "1.6",
    "components": [{
        "name": "zzqonderdeel", "supplier": {"name": "zzqondermaker"},
        "version": "zzqonderversie", "purl": "pkg:npm/zzqpakket@1",
    }],
}  # fmt: skip
BROUGHT_IN = b"""product;eigen naam;leverancier;versie;opmerking
zzqregelnaam;zzqregelroep;zzqregelmaker;zzqregelversie;zzqregelnotitie"""


def _portfolio(made: Canary, advisory: Advisory) -> None:
    here, boss = made.organisation, made.boss
    item = add_item(
        organisation=here, actor=boss, name="zzqeigennaam", vendor="zzqmaker",
        version="zzqversie", note="zzqnotitie",
    )  # fmt: skip
    read_sbom(item=item, content=json.dumps(BILL).encode(), file_name="zzqlijst.json", actor=boss)
    ended = add_item(organisation=here, actor=boss, name="zzqvroeger")
    end_item(item=ended, actor=boss)
    draft = make_draft(
        organisation=here, user=boss, content=BROUGHT_IN, file_name="zzqinventaris.csv"
    )
    made.keys |= {
        "item": item.pk, "ended item": ended.pk, "draft": draft.pk,
        "draft row": (draft.pk, draft.rows.get().pk),
    }  # fmt: skip


def _sightings(made: Canary, advisory: Advisory) -> None:
    """One with a name by the boss, and one without by her: colleagues read both, not by whom."""
    named = tell_qrc(
        reporter=made.boss, organisation=made.organisation, kind="aanval", title="zzqwaarneming",
        pasted="zzqplaksel",
    )  # fmt: skip
    tell_qrc(
        reporter=made.boss, organisation=made.organisation, kind="datalek", title="zzqnaamloos",
        is_anonymous=True,
    )  # fmt: skip
    made.keys["sighting"] = named.pk
    # Candidates are the desk's own, and of no organisation.
    made.keys["release"] = made.keys["other release"] = 0
    # So are drills; that a result is its bestuur's alone: tests/qrc/drills.
    made.keys |= {"drill": 0, "drill draft": 0, "drill token": "weg"}
    made.keys["table"] = "bevestigd"
    # Newsletters are of V-ICT-OR.
    made.keys |= dict.fromkeys(("newsletter", "newsletter planned", "newsletter draft"), 0)
    made.keys["sitemap"] = "content-pages"


def _agenda(made: Canary, advisory: Advisory) -> None:
    """A place in what all may read of: who comes is for the organiser, and for Kanarie."""
    event = Event.objects.upcoming().first() or events.event()
    seat = events.seat(event, made.boss, note="zzqkomt")
    made.keys |= {
        "event": event.pk, "seat": seat.pk, "past event": 0, "past seat": 0, "material": 0,
        "agenda token": open_agenda(user=made.boss), "erasure code": "weg",
        "copy key": ask_copy(user=made.boss).key,
    }  # fmt: skip


def _writing(made: Canary, advisory: Advisory) -> None:
    """What it says in the forum is for all members, but for what it has not said yet."""
    save_draft(user=made.boss, key="new", sequence=0, data={"source": "zzqconcept"})
    token = open_forum_feed(user=made.boss)
    made.keys |= {
        "forum category": "weg", "topic": 0, "topic post": (0, 1), "forum tag": "weg",
        "forum token": token, "forum token and category": (token, "weg"), "question": 0,
        "poll topic": 0, "opening post": 0, "answer": 0,
    }  # fmt: skip
    # Nor are achievements and contests: they are the house's, and what is earned is shown to all.
    made.keys |= dict.fromkeys(
        ("earned achievement", "draft achievement", "contest", "ended contest", "draft contest",
         "closed contest", "judged contest"), 0,
    )  # fmt: skip
    made.keys |= dict.fromkeys(("award", "award badge", "achievement uid"), uuid4())
    made.keys["contest list"] = (0, "lijst")


def _traces(made: Canary, advisory: Advisory) -> None:
    record(
        ROLES_CHANGED, organisation=made.organisation, actor=made.boss, subject=made.boss,
        user=made.boss.pk, note="zzqspoor",
    )  # fmt: skip
    Client().post(
        "/account/login/", {"login": made.boss.email, "password": PASSWORD},
        headers={"user-agent": "zzqtoestel"}, REMOTE_ADDR="198.51.100.77",
    )  # fmt: skip


def _learning(made: Canary, advisory: Advisory) -> None:
    """A course that is gone from the tree, so that nobody's catalogue changes by it."""
    enrolment = Enrolment.objects.create(
        user=made.boss, organisation=made.organisation, course=None, course_title="zzqcursus",
        completed_at=timezone.now(),
    )  # fmt: skip
    asked = {"id": "v", "kind": "kort", "text": "Wat?", "explanation": "", "shown": [], "pairs": [],
             "feedback": [], "key": ["Niets"]}  # fmt: skip
    attempt = QuizAttempt.objects.create(
        enrolment=enrolment, block=uuid4(), number=1, title="Toets", pass_mark=50, seed=1,
        paper=[asked], answers={"v": "zzqantwoord"}, marks=[{"score": 0.0, "feedback": []}],
        score=0.0, submitted_at=timezone.now(),
    )  # fmt: skip
    proof = Certificate.objects.create(
        enrolment=enrolment, name="zzqgetuigschrift", organisation_name=NAME, course_title="Les",
        minutes=5, passed_at=timezone.now(),
    )  # fmt: skip
    badge = Badge.objects.create(certificate=proof, kid="kid", token="kop.inhoud.merk")
    made.keys |= {
        "course": 0, "lesson": 0, "film": (0, uuid4()), "quiz place": (0, uuid4()),
        "attempt": attempt.pk, "passed course": 0, "certificate": proof.pk, "badge": badge.pk,
        "achievement": uuid4(), "path": "geen", "book": 0,
    }  # fmt: skip


def _documents(made: Canary, advisory: Advisory) -> None:
    """One that is in the library for Kanarie alone, with its words."""
    facts = {
        "title": "zzqdocument", "description": "zzqomschrijving", "audience": Readers.CHOSEN,
        "readers": [made.organisation], "tags": ["zzqdocument"],
    }  # fmt: skip
    file = stored(made.boss, "zzqbestand.txt", "zzqinhoud")
    document = propose(file=file, actor=made.boss, facts=facts)
    approve(document=document, actor=None)
    read(document, "zzqinhoud")
    later = stored(made.boss, "zzqbestand.txt", "zzqinhoud opnieuw")
    add_version(document=document, file=later, actor=made.boss, note="zzqaanpassing")
    document.refresh_from_db()
    read(document, "zzqinhoud opnieuw")
    made.keys |= {
        "document": document.pk, "document version": (document.pk, 1),
        "document file": (document.pk, "zzqbestand.txt"), "proposal": document.pk,
        "draft document": document.pk, "collection": document.collection_id, "file key": file.key,
    }  # fmt: skip


@transaction.atomic
def _moderation(made: Canary, advisory: Advisory) -> None:
    """What the boss wrote is hidden, with its topic; he appealed, and flagged what another wrote."""
    boss = made.boss
    category = Category.objects.first() or forum.category()
    topic = forum.topic(boss, category=category, title="zzqverborgen", source="zzqverborgen")
    post = topic.posts.get(number=1)
    facts = reasons(facts="zzqvaststelling")
    decision, _new = note(kind=POST, pk=post.pk, moderator=None, reasons=facts, submission=uuid4())
    hide_post(post.pk, decision)
    asked = appeal(decision=decision, user=boss, words="zzqbezwaar")
    others = Post.objects.shown().exclude(author=boss).filter(topic__category__audience="leden")
    other = others.first() or forum.topic(made.colleague).posts.get(number=1)
    row = flag(kind=POST, pk=other.pk, reporter=boss, reason="anders", words="zzqsignaal")
    set_level(user=boss, level=Level.SHARER, reason="zzqniveau", editor=None)
    made.keys |= {
        "moderated post": (POST, post.pk), "post of bob": (POST, post.pk),
        "public post": (POST, post.pk), "moderated topic": topic.pk, "review item": row.item_id,
        "appeal item": asked.item_id, "decision": decision.pk, "own flag": row.pk, "reason": 0,
        "person": boss.pk,
    }  # fmt: skip


def _vocabulary(made: Canary, advisory: Advisory) -> None:
    """A name from its portfolio waits at the desk; the solutions themselves are everybody's."""
    note_unknown([("", "zzqonbekend")], origin="portfolio")
    known = Solution.objects.filter(merged_into=None).exclude(supplier=None)
    one, other = known.order_by("pk")[0], known.order_by("-pk")[0]
    made.keys |= {
        "solution": one.pk, "other solution": other.pk, "maker": one.supplier_id,
        "other maker": other.supplier_id, "identifier": one.identifiers.earliest("pk").pk,
        "unknown name": UnknownName.objects.get(product="zzqonbekend").pk,
    }  # fmt: skip


def _packages(made: Canary, advisory: Advisory) -> None:
    package = ContentPackage.objects.first() or packages.package()
    attempt, item = open_package(package=package, user=made.boss)
    keep_state(
        attempt=attempt, session=attempt.session, seq=1, item=item["id"], ended=False,
        values={"cmi.suspend_data": "zzqleerstand"},
    )  # fmt: skip
    made.keys["package"] = package.uuid
