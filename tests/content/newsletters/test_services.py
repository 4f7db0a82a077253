"""A newsletter leaves once, for those it is meant for, and for nobody who did not want it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.activity.models import Activity
from community.messaging.delivering import deliver
from community.messaging.enums import AddressState
from community.messaging.models import Address, Delivery
from community.messaging.preferences import set_wanted
from community.messaging.returned import note_bounce
from community.messaging.stopping import resume, stop
from community.organisations.enums import Role
from community.organisations.models import Membership
from content.newsletters import services
from content.newsletters.audience import people_for, recipients_of
from content.newsletters.enums import NewsletterState, Readers
from content.newsletters.models import Newsletter
from content.newsletters.queries import Result, result_of
from content.notifications import LIST, NEWSLETTER
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


def letter(**fields: Any) -> Newsletter:
    return Newsletter.objects.create(**({"title": "Lente", "lead": "Wat er nieuw is."} | fields))


def sent(made: Newsletter, by: Any) -> Newsletter:
    services.plan(letter=made, actor=by, version=made.version)
    assert services.send_due() == 1
    made.refresh_from_db()
    return made


def to(made: Newsletter) -> list[str]:
    rows = Delivery.objects.filter(message__key=made.key).order_by("address__value")
    return list(rows.values_list("address__value", flat=True))


@pytest.fixture
def everyone(alice, bob, charlie, supplier, editor, qrc_editor, newcomer) -> dict[str, Any]:
    salesman = make_user("sofie@softwarehuis.example", "Sofie")
    make_member(salesman, supplier, Role.SUPPLIER_EDITOR)
    return {"alice": alice, "bob": bob, "charlie": charlie, "sofie": salesman, "els": editor,
            "quinten": qrc_editor, "nora": newcomer}  # fmt: skip


@pytest.mark.parametrize(("readers", "more", "names"), [
    (Readers.MEMBERS, {}, {"alice", "bob", "charlie", "sofie", "els", "quinten"}),
    (Readers.GOVERNMENTS, {}, {"alice", "bob", "charlie"}),
    (Readers.SUPPLIERS, {}, {"sofie"}),
    (Readers.EDITORS, {}, {"els"}),
    (Readers.PROVINCE, {"province": "Oost-Vlaanderen"}, {"alice", "bob", "charlie"}),
    (Readers.PROVINCE, {"province": "Limburg"}, set()),
    (Readers.ROLE, {"role": Role.ICT}, {"bob"}),
    (Readers.ROLE, {"role": Role.ADMINISTRATOR}, {"alice", "charlie"}),
])  # fmt: skip
def test_audience_is_exactly_these_people(everyone, readers, more, names):
    found = {each.pk for each in people_for(letter(readers=readers, **more))}

    assert found == {everyone[name].pk for name in names}


def test_who_left_is_off_or_of_an_ended_organisation_is_no_reader(alice, bob, charlie, aalst):
    Membership.objects.filter(user=alice).update(left_at=timezone.now())
    type(bob).objects.filter(pk=bob.pk).update(is_active=False)
    type(aalst).objects.filter(pk=aalst.pk).update(ended_on=timezone.localdate())

    assert list(people_for(letter())) == []


def test_somebody_with_two_memberships_is_one_reader(alice, aalst):
    make_member(alice, aalst, Role.DPO)

    assert [each.user_id for each in recipients_of(letter())] == [alice.pk]


def test_only_confirmed_addresses_of_who_wants_it_get_it(alice, bob, charlie, editor):
    Address.objects.filter(user=bob).update(state=AddressState.UNCONFIRMED)
    set_wanted(user=charlie, choices=[(NEWSLETTER.key, "email")], wanted=False)
    made = sent(letter(readers=Readers.GOVERNMENTS), editor)

    assert to(made) == ["alice@gent.example"]
    assert made.recipients == 1


def test_newsletter_is_sent_once_however_often_it_is_asked(alice, bob, charlie, editor):
    made = letter(readers=Readers.GOVERNMENTS)
    services.plan(letter=made, actor=editor, version=1)
    with pytest.raises(ValidationError, match="al gepland"):
        services.plan(letter=made, actor=editor, version=1)
    assert [services.send_due(), services.send_due()] == [1, 0]
    with pytest.raises(ValidationError, match="al gepland of verzonden"):
        services.plan(letter=made, actor=editor, version=1)

    assert to(made) == ["alice@gent.example", "bob@gent.example", "charlie@aalst.example"]
    verbs = list(Activity.objects.filter(verb__startswith="content.newsletter").order_by("pk"))
    assert [(each.verb, each.data) for each in verbs] == [
        ("content.newsletter.planned", {"people": 3, "readers": "besturen"}),
        ("content.newsletter.sent", {"people": 3, "readers": "besturen"}),
    ]


def test_killed_halfway_it_leaves_whole_the_next_time(alice, bob, editor, monkeypatch):
    """What a kill takes back, a transaction does: nothing is sent, and nothing is lost."""
    made = letter()
    services.plan(letter=made, actor=editor, version=1)

    def killed(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(services, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            services.send_due()
    made.refresh_from_db()
    assert (made.state, made.sent_at, to(made)) == (NewsletterState.PLANNED, None, [])

    assert services.send_due() == 1
    assert to(made) == ["alice@gent.example", "bob@gent.example", "redactie@platform.example"]


def test_planned_for_later_waits_and_can_be_held_back(alice, editor):
    at = timezone.now() + timedelta(hours=2)
    made = services.plan(letter=letter(), actor=editor, version=1, at=at)
    assert (services.send_due(), made.leaves_at) == (0, at)

    services.hold_back(letter=made, actor=editor)
    made.refresh_from_db()
    assert (made.state, made.leaves_at, made.sent_by) == (NewsletterState.DRAFT, None, None)
    with pytest.raises(ValidationError, match="niet gepland"):
        services.hold_back(letter=made, actor=editor)


def test_nobody_sends_what_he_did_not_read_or_what_says_nothing(alice, editor):
    made = letter()
    services.choose_readers(letter=made, readers=Readers.GOVERNMENTS)
    with pytest.raises(ValidationError, match="intussen"):
        services.plan(letter=made, actor=editor, version=1)
    with pytest.raises(ValidationError, match="leeg"):
        services.plan(letter=letter(lead=""), actor=editor, version=1)
    with pytest.raises(ValidationError, match="Niemand"):
        services.plan(letter=letter(readers=Readers.SUPPLIERS), actor=editor, version=1)
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("fields", [
    {"state": NewsletterState.PLANNED},
    {"state": NewsletterState.SENT, "leaves_at": timezone.now()},
    {"sent_at": timezone.now()},
    {"readers": Readers.PROVINCE},
    {"readers": Readers.ROLE},
])  # fmt: skip
def test_database_refuses_what_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        letter(**fields)


def test_test_mail_goes_to_oneself_alone_and_counts_for_nothing(alice, editor):
    made = letter()
    services.send_test(letter=made, to=editor)
    services.send_test(letter=made, to=editor)

    rows = Delivery.objects.values_list("message__kind", "address__value")
    assert list(rows) == [("content.newsletter_test", "redactie@platform.example")] * 2
    made.refresh_from_db()
    assert made.is_draft
    Address.objects.filter(user=editor).delete()
    with pytest.raises(ValidationError, match="Bevestig"):
        services.send_test(letter=made, to=editor)


def test_result_counts_what_arrived_came_back_and_who_left_since(alice, bob, charlie, editor):
    earlier = Address.objects.get(user=editor)
    stop(address_id=earlier.pk, list_key=LIST)
    made = sent(letter(), editor)
    deliver("email")
    first, second, third = Delivery.objects.filter(message__key=made.key).order_by("address__value")
    note_bounce(delivery_id=first.pk, status="5.1.1", detail="weg", gone=True)
    stop(address_id=second.address_id, list_key=LIST)
    stop(address_id=third.address_id, list_key=LIST)
    resume(address_id=third.address_id, list_key=LIST)

    assert result_of(made) == Result(sent=3, waiting=0, delivered=2, bounced=1, stopped=0, left=1)
    # And the next one leaves them out.
    after = sent(letter(title="Zomer"), editor)
    assert to(after) == [third.address.value]
