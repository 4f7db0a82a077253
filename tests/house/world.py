"""One row of everything, in the hands of Alice and of Gent, and a person in every role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.portfolio.quick_start import common_solutions
from catalogue.portfolio.services import add_item, end_item, make_draft, read_sbom
from catalogue.solutions.models import UnknownName
from catalogue.solutions.services import note_unknown
from community.accounts.models import User
from community.api_keys.services import make_key
from community.events.models import Material
from community.events.services import open_feed as open_agenda
from community.files.enums import FileForm, FileState, TextState
from community.files.models import StoredFile
from community.forum.models import Post
from community.messaging import confirmations, stopping
from community.messaging.allowances import set_allowance
from community.messaging.bell import put
from community.messaging.callbacks import status_callback_url
from community.messaging.enums import AddressState, Channel, State
from community.messaging.models import Address, Delivery
from community.messaging.webhooks import add_webhook
from community.organisations.enums import Role
from community.organisations.models import MailDomain, Membership, Organisation
from community.organisations.services import ask_to_join, invite
from community.organisations.services.invitations import invitation_token
from content.library.services import add_version, bring_in, propose
from content.newsletters.audience import recipients_of
from content.newsletters.enums import NewsletterState
from content.newsletters.models import Newsletter
from content.packages.attempts import open_package
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.cases.enums import Via
from qrc.cases.links import acknowledge_token
from qrc.cases.models import Case
from qrc.cases.services import settle
from qrc.contacts.enums import Rank
from qrc.drills.links import answer_token as drill_token
from qrc.drills.services import plan_drill
from qrc.feeds.models import Source
from qrc.matching.services import match_advisories
from qrc.notifications import LIST
from qrc.outlets.services import open_feed
from qrc.releases.models import Release
from qrc.sightings.services import tell_qrc
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.catalogue.portfolio.sboms.samples import SPDX
from tests.content.library.shelf import published, stored
from tests.factories import catalogue, events, packages, portfolio
from tests.factories import qrc as make
from tests.house.world_achievements import achievements_of
from tests.house.world_experts import experts_of
from tests.house.world_forum import reading_of as forum_reading_of
from tests.house.world_forum import writing_of as forum_writing_of
from tests.house.world_groups import groups_of
from tests.house.world_learning import learning_of
from tests.house.world_moderation import moderation_of
from tests.people import GENT_OCMW, government, make_member, make_user

ROLES = (
    "anonymous", "newcomer", "bob", "alice", "charlie", "supplier_editor", "qrc_editor", "editor",
    "helpdesk", "platform_admin",
)  # fmt: skip
"""A visitor, somebody without an organisation, a colleague of Alice, Alice herself (beheerder), the
beheerder of another municipality, an editor of a supplier, and the four roles of the platform."""


@dataclass
class World:
    people: dict[str, User | None]
    keys: dict[str, Any] = field(default_factory=dict)

    def url(self, name: str, key: str = "") -> str:
        found = self.keys[key] if key else ()
        return reverse(name, args=found if isinstance(found, tuple) else (found,))

    def data(self, given: dict[str, Any]) -> dict[str, Any]:
        """POST data, with `<key>` in the place of a row of this world."""
        return {name: self.keys.get(f"{value}", value) for name, value in given.items()}


@pytest.fixture
def supplier_editor(supplier: Organisation) -> User:
    user = make_user("sofie@softwarehuis.example", "Sofie")
    make_member(user, supplier, Role.SUPPLIER_EDITOR)
    return user


@pytest.fixture
def people(
    newcomer: User, bob: User, alice: User, charlie: User, supplier_editor: User, qrc_editor: User,
    editor: User, helpdesk: User, platform_admin: User,
) -> dict[str, User | None]:  # fmt: skip
    return {
        "anonymous": None, "newcomer": newcomer, "bob": bob, "alice": alice, "charlie": charlie,
        "supplier_editor": supplier_editor, "qrc_editor": qrc_editor, "editor": editor,
        "helpdesk": helpdesk, "platform_admin": platform_admin,
    }  # fmt: skip


@pytest.fixture
def world(people: dict[str, User | None], gent: Organisation, alice: User, bob: User) -> World:
    """Every row belongs to Alice or to Gent, but for the request that the newcomer made."""
    made = World(people)
    for part in (
        _people_of_gent, _addresses_of_alice, _warnings, _desk, _vocabulary, _portfolio, _following,
        _drills, _events, _doors, _learning, _library,
    ):  # fmt: skip
        made.keys |= part(made, gent, alice)
    made.keys |= learning_of(gent, alice)
    made.keys |= forum_reading_of(alice)
    made.keys |= forum_writing_of(alice, bob)
    made.keys |= moderation_of(gent, alice, people["bob"], people["platform_admin"])
    made.keys |= groups_of(people)
    made.keys |= experts_of(people, gent, alice)
    made.keys |= achievements_of(gent, alice)
    # Once everybody is there, since it counts its readers.
    made.keys |= _newsletters(made, gent, alice)
    # Who wrote a moment ago has to wait before he writes again.
    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))
    return made


def _people_of_gent(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    newcomer, bob = made.people["newcomer"], made.people["bob"]
    invitation = invite(organisation=gent, email="an@elders.example", roles=[Role.DPO], by=alice)
    asked = ask_to_join(
        user=newcomer, organisation=gent, roles=[Role.STAFF], message="Ik werk in Gent."
    )
    return {
        "gent": gent.pk,
        "membership": Membership.objects.get(user=bob).pk,
        "own membership": Membership.objects.get(user=alice).pk,
        "invitation": invitation.pk,
        "invitation token": invitation_token(invitation),
        "request": asked.pk,
        "domain": MailDomain.objects.create(organisation=gent, domain="oud.gent.example").pk,
        "to join": government(GENT_OCMW).pk,
        "webhook": add_webhook(organisation=gent, url="https://haak.gent.example/qrc", actor=alice)[
            0
        ].pk,
    }


def _addresses_of_alice(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    phone = Address.objects.create(
        channel=Channel.SMS, value="+32470000101", user=alice, state=AddressState.CONFIRMED
    )
    stopped = Address.objects.create(
        channel=Channel.SMS, value="+32470000102", user=alice, state=AddressState.STOPPED,
        reason="eigen keuze",
    )  # fmt: skip
    open_one = Address.objects.create(
        channel=Channel.EMAIL, value="alice.twee@gent.example", user=alice
    )
    asked = confirmations.ask_again(address=open_one, user=alice)
    unasked = Address.objects.create(
        channel=Channel.EMAIL, value="alice.drie@gent.example", user=alice
    )
    return {
        "phone": phone.pk,
        "stopped": stopped.pk,
        "unasked": unasked.pk,
        "confirmation token": confirmations.confirmation_token(asked),
        "stop token": stopping.token(phone.pk, LIST),
    }


def _warnings(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    source = make.source(name="CERT Proef", moved_to="http://127.0.0.1/verhuisd", kind="rss")
    subscription = subscribe(
        subscriber=subscriber_of(user=alice), organisation=gent, words=["PoortWacht"]
    )
    advisory = make.advisory(source=source, summary="Wie de VPN openstelt, loopt gevaar.")
    raise_alert(revision_id=make.revision(advisory).pk)
    sms = Delivery.objects.get(message__kind="qrc.alert", channel=Channel.SMS)
    Delivery.objects.filter(pk=sms.pk).update(state=State.FAILED, error_code="30005")
    unknown = Delivery.objects.get(message__kind="qrc.alert", channel=Channel.EMAIL)
    Delivery.objects.filter(pk=unknown.pk).update(state=State.SENT)
    put(
        delivery_id=sms.pk, message_id=sms.message_id, user_id=alice.pk, title="Nieuw: PoortWacht",
        text="Werk bij.", url="/qrc/waarschuwingen/", kind="qrc.alert",
    )  # fmt: skip
    return {
        "source": source.pk,
        "subscription": subscription.pk,
        "advisory": advisory.pk,
        "table": "zendingen",
        "delivery": sms.pk,
        "notification": alice.notifications.get().pk,
    }


def _desk(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    Source.objects.filter(pk=made.keys["source"]).update(policy_pending=True)
    waiting = make.source(name="CERT Nazicht", release_policy="na-nazicht")
    for title in ("Wacht op nazicht", "Wacht ook"):
        raise_alert(revision_id=make.revision(make.advisory(source=waiting, title=title)).pk)
    first, second = Release.objects.order_by("pk").values_list("pk", flat=True)
    sighting = tell_qrc(reporter=alice, organisation=gent, kind="aanval", title="Vreemd bezoek")
    return {"release": first, "other release": second, "sighting": sighting.pk}


def _following(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    """Gent uses what the warning speaks of; nobody was told of that by mail."""
    portfolio.known(gent)
    advisory = Advisory.objects.get(pk=made.keys["advisory"])
    match_advisories([advisory])
    settle()
    token = acknowledge_token(
        subscriber=subscriber_of(user=alice).pk, advisory=advisory.pk,
        since=timezone.localdate(), via=Via.EMAIL,
    )  # fmt: skip
    bob = made.people["bob"]
    return {
        "case": Case.objects.get(organisation=gent).pk,
        "acknowledge token": token,
        "rank": int(Rank.FIRST),
        "bob": bob.pk if bob else None,
    }


def _library(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    """A document for everybody, a proposal of Alice, and a draft of the editor."""
    editor = made.people["editor"]
    document = published(editor, "Leidraad back-up", owner=None)
    add_version(
        document=document, file=stored(editor, "twee.txt"), actor=editor,
        captions=stored(editor, "twee.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nDag\n"),
    )  # fmt: skip
    proposal = propose(file=stored(alice), actor=alice, facts={"title": "Voorstel"})
    (draft,) = bring_in(files=[stored(editor, "klaar.txt")], actor=editor)
    document.refresh_from_db()
    return {
        "document": document.pk, "document version": (document.pk, 1),
        "document file": (document.pk, document.filename), "proposal": proposal.pk,
        "draft document": draft.pk, "collection": document.collection_id,
    }  # fmt: skip


def _drills(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    """One that Gent is asked about now, and one that nobody approved yet."""
    editor = made.people["qrc_editor"]
    running = make.drill(gent, actor=editor)
    draft = plan_drill(
        author=editor, title="Winteroefening", text="Bevestig.", channels=["email"],
        scope="besturen", organisations=[gent],
    )  # fmt: skip
    token = drill_token(subscriber=subscriber_of(user=alice).pk, drill=running.pk, via=Via.EMAIL)
    return {"drill": running.pk, "drill draft": draft.pk, "drill token": token}


def _newsletters(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    """Of V-ICT-OR, for all members: one that left, one that waits, one to send."""
    at, lead = timezone.now(), "Wat er nieuw is."
    sent = Newsletter.objects.create(
        title="Lente", lead=lead, state=NewsletterState.SENT, leaves_at=at, sent_at=at
    )
    planned = Newsletter.objects.create(
        title="Herfst", lead=lead, state=NewsletterState.PLANNED, leaves_at=at + timedelta(days=9)
    )
    draft = Newsletter.objects.create(title="Zomer", lead=lead)
    return {
        "newsletter": sent.pk, "newsletter planned": planned.pk, "newsletter draft": draft.pk,
        "readers of newsletter": len(recipients_of(draft)), "sitemap": "content-pages",
    }  # fmt: skip


def _events(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    """Alice has a place in one that comes and was at one that is past."""
    coming, past = events.event(), events.event(title="Wachtwoorden")
    seat, past_seat = events.seat(coming, alice), events.seat(past, alice)
    events.take_place_before(past)
    material = Material.objects.create(
        event=past, kind="presentatie", title="Slides", url="https://slides.example/1"
    )
    return {
        "event": coming.pk,
        "seat": seat.pk,
        "past event": past.pk,
        "past seat": past_seat.pk,
        "material": material.pk,
        "agenda token": open_agenda(user=alice),
        "copy key": uuid4(),
        "erasure code": "weg",
    }


def _portfolio(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    item = add_item(organisation=gent, actor=alice, name="Ons Kruispunt", version="12")
    read_sbom(item=item, content=SPDX, file_name="kruispunt.json", actor=alice)
    ended = add_item(organisation=gent, actor=alice, name="Oud Kruispunt")
    end_item(item=ended, actor=alice)
    draft = make_draft(organisation=gent, user=alice, content=b"Nieuw Kruispunt;1")
    return {
        "item": item.pk,
        "ended item": ended.pk,
        "draft": draft.pk,
        "draft row": (draft.pk, draft.rows.get().pk),
        "common solution": common_solutions(None)[0].pk,
    }


def _vocabulary(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    """Nobody's: what the house calls things."""
    solution = catalogue.solution("Poortmail", "Qwelk")
    other = catalogue.solution("Loket", "Straatsoft")
    note_unknown([("", "Poortmail Server")], origin="bron")
    return {
        "solution": solution.pk,
        "other solution": other.pk,
        "maker": solution.supplier_id,
        "other maker": other.supplier_id,
        "identifier": solution.identifiers.earliest("pk").pk,
        "unknown name": UnknownName.objects.filter(origin="bron").latest("pk").pk,
    }


def _doors(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    key, _token = make_key(
        name="SIEM", scopes=["qrc.read"], days=30, actor=alice, organisation=gent
    )
    allowance = set_allowance(organisation=gent, monthly_cap=100, reserve=20, actor=alice)
    return {
        "api key": key.pk,
        "allowance": allowance.pk,
        "feed token": open_feed(organisation=gent, actor=alice),
        "twilio token": status_callback_url(made.keys["delivery"]).rstrip("/").rpartition("/")[2],
        "picture": "niets.png",
        "file key": StoredFile.objects.create(
            name="verslag.pdf",
            purpose="proef.niemand",
            owner=alice,
            sha256="0" * 64,
            size=1,
            media_type="application/pdf",
            form=FileForm.PDF,
            state=FileState.CLEAN,
            text_state=TextState.FAILED,
            error="broken",
        ).key,
    }


def _learning(made: World, gent: Organisation, alice: User) -> dict[str, Any]:
    """A package for members, which Alice has begun."""
    package = packages.package()
    open_package(package=package, user=alice)
    return {"package": package.uuid}
