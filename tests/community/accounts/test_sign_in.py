"""Signing up, in and out: what leaves the house, and what may not be guessed from it."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from community.accounts.models import User
from community.activity.models import Activity
from community.messaging.enums import AddressState
from community.messaging.models import Address, Body, Delivery
from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW = {
    "first_name": "Nora", "last_name": "Nieuw", "email": "Nora@Bornem.example",
    "password1": PASSWORD, "password2": PASSWORD,
}  # fmt: skip


def last_letter() -> Body:
    return Body.objects.filter(channel="email", language="nl").latest("pk")


def link_in(body: Body) -> str:
    return re.search(r"https?://[^/\s]+(/account/\S+)", body.text)[1]


def visible(response) -> str:
    page = response.content.decode()
    page = re.sub(r"csrfmiddlewaretoken\" value=\"[^\"]+\"|nonce=\"[^\"]+\"", "", page)
    return re.sub(r"\"X-CSRFToken\": \"[^\"]+\"", "", page)


def test_sign_up_confirms_the_address_once_and_for_messages_too(client) -> None:
    response = client.post(reverse("account_signup"), NEW)
    assert response["Location"] == reverse("account_email_verification_sent")
    user = User.objects.get()
    assert (user.email, user.get_full_name()) == ("nora@bornem.example", "Nora Nieuw")
    sent = Delivery.objects.get()
    assert (sent.message.kind, sent.address.value, sent.address.state) == (
        "community.account", "nora@bornem.example", AddressState.UNCONFIRMED,
    )  # fmt: skip
    assert mail.outbox == []
    link = link_in(last_letter())
    assert "Is dit uw e-mailadres?" in client.get(link).content.decode()
    assert not EmailAddress.objects.get().verified
    client.post(link)
    address = Address.objects.get()
    assert (EmailAddress.objects.get().verified, address.state, address.user) == (
        True, AddressState.CONFIRMED, user,
    )  # fmt: skip
    assert Activity.objects.filter(verb="community.email.confirmed", actor=user).count() == 1


def test_sign_in_before_confirming_gets_nowhere(client) -> None:
    client.post(reverse("account_signup"), NEW)
    response = client.post(reverse("account_login"), {"login": NEW["email"], "password": PASSWORD})
    assert response["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_sign_up_with_a_known_address_looks_the_same_and_tells_the_holder(client) -> None:
    make_user("nora@bornem.example")
    known = client.post(reverse("account_signup"), NEW, follow=True)
    subject = last_letter().subject
    other = Client().post(
        reverse("account_signup"), NEW | {"email": "x@bornem.example"}, follow=True
    )
    assert visible(known) == visible(other)
    assert subject == "U hebt al een account"
    assert User.objects.count() == 2


def test_invited_address_needs_no_second_proof(client, alice, gent) -> None:
    from community.organisations.services import invite
    from community.organisations.services.invitations import invitation_token

    invitation = invite(organisation=gent, email="nora@bornem.example", roles=["dpo"], by=alice)
    link = reverse("community:invitation", args=[invitation_token(invitation)])
    client.get(link)
    client.post(reverse("account_signup"), NEW)
    assert client.get(link).wsgi_request.user.email == "nora@bornem.example"
    address = Address.objects.get(value="nora@bornem.example")
    assert (address.state, address.user.email) == (AddressState.CONFIRMED, "nora@bornem.example")


def test_invited_link_does_not_prove_another_address(client, alice, gent) -> None:
    from community.organisations.services import invite
    from community.organisations.services.invitations import invitation_token

    invitation = invite(organisation=gent, email="iemand@gent.example", roles=["dpo"], by=alice)
    client.get(reverse("community:invitation", args=[invitation_token(invitation)]))
    client.post(reverse("account_signup"), NEW)
    assert not EmailAddress.objects.get(email="nora@bornem.example").verified


def test_sign_in_leads_on_and_is_noted(client, alice) -> None:
    response = client.post(
        reverse("account_login"), {"login": "ALICE@gent.example", "password": PASSWORD}
    )
    assert response["Location"] == reverse("community:start")
    assert Activity.objects.get(verb="community.account.signed_in").actor == alice


def test_wrong_password_and_unknown_address_say_the_same(client, alice) -> None:
    pages = [
        visible(client.post(reverse("account_login"), {"login": email, "password": "fout"}))
        for email in (alice.email, "niemand@x.example")
    ]
    assert "Het e-mailadres of het wachtwoord klopt niet." in pages[0]
    assert pages[0].replace(alice.email, "") == pages[1].replace("niemand@x.example", "")


def test_sign_in_stops_after_five_misses_even_with_the_right_password(client, alice) -> None:
    for _try in range(5):
        client.post(reverse("account_login"), {"login": alice.email, "password": "fout"})
    response = client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert "Te veel mislukte pogingen" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_forgotten_password_looks_the_same_for_known_and_unknown(client, alice) -> None:
    pages = [
        visible(client.post(reverse("account_reset_password"), {"email": email}, follow=True))
        for email in (alice.email, "niemand@x.example")
    ]
    assert pages[0] == pages[1]
    subjects = Body.objects.filter(language="nl").order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == ["Kies een nieuw wachtwoord", "Wij kennen dit e-mailadres niet"]


def test_sign_ups_from_one_place_are_limited(client) -> None:
    def sign_up(number: int) -> int:
        fields = NEW | {"email": f"n{number}@bornem.example"}
        return client.post(reverse("account_signup"), fields).status_code

    assert {sign_up(number) for number in range(10)} == {302}
    assert sign_up(10) == 429
    assert User.objects.count() == 10


def test_new_passwords_for_one_address_are_limited(client, alice) -> None:
    def ask() -> int:
        return client.post(reverse("account_reset_password"), {"email": alice.email}).status_code

    assert {ask() for _try in range(3)} == {302}
    assert ask() == 429
    assert Delivery.objects.count() == 3


def test_forgotten_password_gives_a_new_one_and_the_link_works_once(client, alice) -> None:
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = link_in(last_letter())
    form = client.get(link, follow=True)
    new = "een ander lang wachtwoord"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    alice.refresh_from_db()
    assert alice.check_password(new)
    assert last_letter().subject == "U hebt een nieuw wachtwoord"
    assert "werkt niet meer" in client.get(link, follow=True).content.decode()


def test_weak_password_is_refused_in_dutch(client) -> None:
    page = client.post(
        reverse("account_signup"), NEW | {"password1": "kort", "password2": "kort"}
    ).content.decode()
    assert "te kort" in page
    assert not User.objects.exists()


def test_signing_out_asks_first(client_of, alice) -> None:
    client = client_of(alice)
    assert "Wilt u zich afmelden?" in client.get(reverse("account_logout")).content.decode()
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_changing_the_address_asks_again_and_takes_the_messages_along(client_of, alice) -> None:
    client, before = client_of(alice), Address.objects.get(user=alice)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "a@nieuw.example"})
    alice.refresh_from_db()
    assert alice.email == "alice@gent.example"
    assert "a@nieuw.example" in client.get(reverse("community:account")).content.decode()
    client.post(link_in(last_confirmation()))
    alice.refresh_from_db()
    row = Address.objects.get(user=alice)
    assert (alice.email, row.pk, row.value, row.state) == (
        "a@nieuw.example", before.pk, "a@nieuw.example", AddressState.CONFIRMED,
    )  # fmt: skip


def test_changing_the_address_is_told_at_the_old_one(client_of, alice) -> None:
    client = client_of(alice)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "a@nieuw.example"})
    client.post(link_in(last_confirmation()))

    notice = Delivery.objects.filter(message__bodies__subject="Uw e-mailadres is gewijzigd")
    told = notice.distinct().get()

    assert (told.address.value, told.state) == ("alice@gent.example", "queued")
    assert "Herkent u deze wijziging niet?" in last_letter_of(told).text


def last_letter_of(delivery: Delivery) -> Body:
    return delivery.message.bodies.get(channel="email", language="nl")


def last_confirmation() -> Body:
    bodies = Body.objects.filter(language="nl", subject="Bevestig uw e-mailadres")
    return bodies.latest("pk")


def test_address_that_is_anothers_cannot_be_taken_over(client_of, alice, bob) -> None:
    client = client_of(alice)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": bob.email})
    assert not EmailAddress.objects.filter(user=alice, email=bob.email, verified=True).exists()
    assert Address.objects.get(value=bob.email).user == bob


def test_demo_people_never_get_real_mail(client, db) -> None:
    make_user("demo@gent.example", is_demo=True)
    client.post(reverse("account_reset_password"), {"email": "demo@gent.example"})
    sent = Delivery.objects.get()
    assert (sent.message.is_demo, sent.address.is_demo) == (True, True)
