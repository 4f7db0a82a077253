"""Wij zijn getroffen: for everybody, changed by the QRC alone, and nothing it said is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from community.messaging.models import Body
from qrc.alerts.services import raise_alert
from qrc.emergencies.models import EmergencyPage
from qrc.emergencies.services import emergency_page
from qrc.emergencies.texts import CALL, DO_NOT, DUTIES, FIRST_HOUR
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
PAGE, CHANGE = "/qrc/getroffen/", "/qrc/getroffen/wijzigen/"
TEXTS = {"first_hour": FIRST_HOUR, "do_not": DO_NOT, "call": CALL, "duties": DUTIES}


def test_it_is_read_without_signing_in_and_keeps_nothing():
    html = Client().get(PAGE).content.decode()

    assert "cyberresponse@vlaanderen.be" in html
    assert "72 uur" in html
    assert EmergencyPage.objects.count() == 0


def test_every_public_page_leads_to_it():
    assert f'href="{PAGE}"' in Client().get("/privacy/").content.decode()


@pytest.mark.parametrize(("severity", "leads"), [("critical", True), ("high", False)])
def test_critical_warnings_lead_to_it(severity, leads, alice, client_of):
    make.subscriber("alice@gent.example")
    advisory = make.advisory(severity=severity)
    raise_alert(revision_id=make.revision(advisory).pk)
    mail = Body.objects.get(channel="email", language="nl")
    page = client_of(alice).get(f"/qrc/waarschuwingen/{advisory.pk}/").content.decode()

    assert (PAGE in mail.html, PAGE in mail.text) == (leads, leads)
    assert ("Denkt u dat u getroffen bent?" in page) is leads


def test_editors_change_it_and_the_old_text_stays(qrc_editor, client_of):
    client = client_of(qrc_editor)
    answer = client.post(CHANGE, TEXTS | {"call": "Bel **eerst** Jan. <script>x</script>"})
    assert answer["Location"] == PAGE

    page = Client().get(PAGE).content.decode()
    assert "Bel <strong>eerst</strong> Jan." in page
    assert "<script>x" not in page
    assert "cyberresponse@vlaanderen.be" in client.get(CHANGE).content.decode()
    assert emergency_page().first_hour == FIRST_HOUR


def test_others_do_not(alice, bob, charlie, helpdesk, editor, client_of):
    for person in (alice, bob, charlie, helpdesk, editor):
        assert client_of(person).post(CHANGE, TEXTS | {"call": "Mij"}).status_code == 403
    assert Client().post(CHANGE, TEXTS)["Location"].startswith("/account/login/")
    assert EmergencyPage.objects.count() == 0


def test_an_empty_text_is_refused_and_nothing_is_lost(qrc_editor, client_of, fields):
    answer = client_of(qrc_editor).post(CHANGE, TEXTS | {"call": "", "duties": "Nieuw"})
    shown = fields(answer.content.decode())

    assert shown.errors == {"call": "Laat dit niet leeg: wie getroffen is, leest het hier."}
    assert shown.values["duties"] == "Nieuw"
