"""The editors' side of a newsletter, and the archive for readers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from community.messaging.delivering import deliver
from community.messaging.models import Delivery
from community.messaging.outbox import letter_of
from community.organisations.models import Membership
from content.access import keep_access
from content.newsletters import services
from content.newsletters.enums import NewsletterState
from content.newsletters.models import Newsletter
from tests.content.newsletters.test_services import letter, sent
from tests.content.pages.making import block, locked, news, paragraph

pytestmark = pytest.mark.django_db
DESK = "/nieuwsbrieven/redactie/"


@pytest.fixture
def rita(editor, client_of) -> Any:
    keep_access(user_id=editor.pk)
    return client_of(editor)


def form(html: str, name: str) -> str:
    return re.search(rf'name="{name}" value="(\d+)"', html)[1]


def test_second_step_names_the_number_and_sends_on_yes(alice, bob, rita):
    made = letter()
    page = rita.get(f"{DESK}{made.pk}/versturen/").content.decode()
    assert "3 lezers krijgen deze mail." in page
    data = {"version": form(page, "version"), "people": form(page, "people"), "when": "nu"}

    answers = [rita.post(f"{DESK}{made.pk}/versturen/", data) for _click in range(2)]
    assert [each["Location"] for each in answers] == [f"{DESK}{made.pk}/"] * 2
    services.send_due()
    assert Delivery.objects.filter(message__key=made.key).count() == 3


def test_yes_to_another_number_is_no_yes(alice, bob, rita):
    made = letter()
    Membership.objects.filter(user=bob).update(left_at=timezone.now())
    data = {"version": "1", "people": "3", "when": "nu"}
    page = rita.post(f"{DESK}{made.pk}/versturen/", data).content.decode()

    assert "Het aantal ontvangers is intussen veranderd." in page
    assert form(page, "people") == "2"
    made.refresh_from_db()
    assert made.is_draft


def test_moment_that_is_past_or_left_out_says_so_and_keeps_what_was_typed(alice, rita):
    made = letter()
    data = {"version": "1", "people": "2", "when": "later", "at": "2020-01-01T10:00"}
    page = rita.post(f"{DESK}{made.pk}/versturen/", data).content.decode()
    assert ["Dit moment is voorbij." in page, 'value="2020-01-01T10:00"' in page] == [True, True]
    page = rita.post(f"{DESK}{made.pk}/versturen/", data | {"at": ""}).content.decode()
    assert "Kies een dag en een uur." in page


def test_readers_ask_for_their_province_and_keep_the_choice(rita):
    made = letter()
    page = rita.post(f"{DESK}{made.pk}/lezers/", {"readers": "provincie"}).content.decode()
    assert "Kies de provincie." in page
    rita.post(f"{DESK}{made.pk}/lezers/", {"readers": "provincie", "province": "Limburg"})
    made.refresh_from_db()

    assert (made.readers, made.province, made.version) == ("provincie", "Limburg", 2)


def test_mail_says_each_piece_as_html_and_text_with_a_way_out(alice, editor, settings):
    page, private = news("Kermis", lead="De foor komt."), news("Besloten", lead="Geheim.")
    locked(private)
    made = letter(
        readers="redactie",
        body=[
            *paragraph(f'<p>Lees <a linktype="page" id="{page.pk}">dit</a>.</p>'),
            *block("heading", {"text": "Nieuw", "level": "h2"}),
            *block("item", {"page": page.pk, "text": ""}),
            *block("item", {"page": private.pk, "text": "Nog geheimer."}),
            *block("button", {"label": "Doe mee", "page": None, "url": "https://x.example/"}),
        ],
    )
    sent(made, editor)
    deliver("email")
    mail = letter_of(Delivery.objects.get(message__key=made.key))

    address = f"{settings.SITE_URL}/nieuws/kermis/"
    assert [each in mail.html for each in (f'href="{address}"', "De foor komt.", "Doe mee", "eheim")
            ] == [True, True, True, False]  # fmt: skip
    assert mail.text.split("Wat er nieuw is.")[1].startswith(
        f"\n\nLees dit ({address}).\n\nNIEUW\n\n* Kermis\nDe foor komt.\n{address}\n\n"
        "Doe mee: https://x.example/\n"
    )
    assert f"{settings.SITE_URL}/uit/" in mail.html


def test_frames_of_the_mail_run_nothing_and_are_drawn_with_their_page(alice, rita):
    """Of the same origin, but without script: both the frame and the mail's own policy say so."""
    made = letter()
    html = rita.get(f"{DESK}{made.pk}/").content.decode()
    assert (
        re.findall(r'sandbox="([^"]*)"', html)
        == ["allow-same-origin allow-top-navigation-by-user-activation"] * 2
    )
    policy = rita.get(f"{DESK}{made.pk}/mail/")["Content-Security-Policy"]
    assert "script-src 'none'" in policy


def test_words_of_an_editor_are_no_marks_of_ours(editor):
    made = letter(title="[[unsubscribe]]", lead="[[?x]]weg[[/x]]", readers="redactie",
                  body=paragraph("<p>[[unsubscribe]]</p>"))  # fmt: skip
    sent(made, editor)
    mail = letter_of(Delivery.objects.get(message__key=made.key))

    assert mail.headers["Subject"] == "[ [unsubscribe]]"
    assert mail.text.count("/uit/") == 1


def test_archive_is_for_everybody_but_what_is_for_members(alice, newcomer, editor, client, client_of):  # fmt: skip
    at = timezone.now()
    kept = {"state": NewsletterState.SENT, "leaves_at": at, "sent_at": at}
    open_one, closed = letter(title="Open", **kept), letter(title="Dicht", is_public=False, **kept)
    draft = letter(title="Ontwerp")
    readers = (client, client_of(newcomer), client_of(alice))

    lists = [each.get("/nieuwsbrieven/").content.decode() for each in readers]
    assert [["Open" in html, "Dicht" in html, "Ontwerp" in html] for html in lists] == [
        [True, False, False], [True, False, False], [True, True, False],
    ]  # fmt: skip
    assert [html.count(f"({n})") for html, n in zip(lists, (1, 1, 2), strict=True)] == [1] * 3
    codes = [
        [each.get(f"/nieuwsbrieven/{one.pk}/").status_code for one in (open_one, closed, draft)]
        for each in readers
    ]
    assert codes == [[200, 404, 404], [200, 404, 404], [200, 200, 404]]
    assert client.get("/nieuwsbrieven/?jaar=niks").status_code == 200


@pytest.mark.parametrize("address", ["/nieuwsbrieven/", DESK])
def test_lists_ask_as_much_for_one_as_for_three(address, rita, editor, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for rows in (1, 2):
        for number in range(rows):
            made = letter(title=f"Brief {rows}{number}", author=editor)
            Newsletter.objects.filter(pk=made.pk).update(
                state="verzonden", leaves_at=timezone.now(), sent_at=timezone.now()
            )
        rita.get(address)
        with CaptureQueriesContext(connection) as asked:
            rita.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_writing_happens_in_the_editors_room_and_never_after_planning(alice, rita, editor):
    room = "/cms/snippets/content/newsletter/"
    data = {"title": "Winter", "lead": "Koud.", "is_public": "on", "body-count": "0"}
    answer = rita.post(f"{room}add/", data)
    made = Newsletter.objects.get()
    assert (answer["Location"], made.author, made.version) == (f"{DESK}{made.pk}/", editor, 1)
    rita.post(f"{room}edit/{made.pk}/", data | {"title": "Dooi"})
    made.refresh_from_db()
    assert (made.title, made.version) == ("Dooi", 2)

    services.plan(letter=made, actor=editor, version=2)
    for act in ("edit", "delete"):
        refused = rita.post(f"{room}{act}/{made.pk}/", data)
        assert refused["Location"] == f"{DESK}{made.pk}/"
    made.refresh_from_db()
    assert (made.title, made.state) == ("Dooi", "gepland")
