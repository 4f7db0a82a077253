"""The desk on the screen: for QRC-redacteuren alone, and it says what it will do."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from community.activity.services import pay_owed
from community.messaging.models import Delivery
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.feeds.models import Source
from qrc.releases.models import Release
from qrc.sightings.models import Sighting
from qrc.sightings.services import tell_qrc
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
DESK, NEW = "/qrc/desk/", "/qrc/desk/nieuw/"
ALERT = {
    "title": "Golf van valse facturen", "severity": "high", "action": "Betaal niets.",
    "summary": "", "products": "", "tlp": "GREEN", "audience": "iedereen", "province": "",
}  # fmt: skip


@pytest.fixture
def first(qrc_editor, client_of) -> Any:
    return client_of(qrc_editor)


@pytest.fixture
def second(platform_admin, client_of) -> Any:
    return client_of(platform_admin)


def held(**fields: Any) -> Release:
    source = make.source(release_policy="na-nazicht")
    raise_alert(revision_id=make.revision(make.advisory(source=source, **fields)).pk)
    return Release.objects.latest("pk")


def said(response: Any) -> list[str]:
    """The newest word; those of earlier posts that nobody read yet come before it."""
    return [str(each) for each in response.context["messages"]][-1:]


def test_the_desk_is_for_qrc_editors(alice, bob, charlie, helpdesk, editor, client_of, gent):
    release = held()
    sighting = tell_qrc(reporter=alice, organisation=gent, kind="aanval", title="Iets")
    paths = (DESK, NEW, f"{DESK}{release.pk}/", f"{DESK}meldingen/{sighting.pk}/")
    acts = [
        f"{DESK}{release.pk}/{act}/"
        for act in ("bewerken", "goedkeuren", "afwijzen", "samenvoegen")
    ]
    for person in (alice, bob, charlie, helpdesk, editor):
        client = client_of(person)
        assert [client.get(path).status_code for path in paths] == [403] * 4
        assert [client.post(path, {"reason": "x"}).status_code for path in acts] == [403] * 4
    assert Release.objects.get().state == "te-bekijken"


def test_inbox_says_what_waits_and_costs_the_same_with_three(first, costs):
    held(title="Een lek")
    page = first.get(DESK)
    assert "1 waarschuwing wacht op uw oordeel." in page.content.decode()
    one = costs(first, DESK)
    held()
    held(title="Een erger lek", severity="critical")

    assert costs(first, DESK) == one
    titles = [each.shown_title for each in first.get(DESK).context["page"]]
    assert titles[:2] == ["Een erger lek", "Een lek"]


@pytest.mark.parametrize(
    "tab", ["", "?toon=gepland", "?toon=gedaan", "?toon=meldingen", "?toon=zz"]
)
def test_each_tab_says_what_to_do_when_empty(tab, first):
    assert 'class="empty"' in first.get(f"{DESK}{tab}").content.decode()


def test_sightings_cost_the_same_with_three(first, costs, alice, gent):
    def add() -> None:
        tell_qrc(reporter=alice, organisation=gent, kind="aanval", title="Iets")

    add()
    one = costs(first, f"{DESK}?toon=meldingen")
    add()
    add()
    assert costs(first, f"{DESK}?toon=meldingen") == one


def test_menu_counts_what_waits(first, alice, client_of, gent):
    held()
    tell_qrc(reporter=alice, organisation=gent, kind="aanval", title="Iets")

    assert (
        first.get(DESK).content.decode().count('<span class="tag info">2') == 2
    )  # side and drawer
    assert DESK not in client_of(alice).get("/overzicht/").content.decode()


def test_detail_tells_audience_segments_and_cost_before_it_leaves(first, settings):
    settings.QRC_SMS_CENTS = 8
    make.subscriber("alice@gent.example", "+32470111222")
    release = held()
    html = first.get(f"{DESK}{release.pk}/").content.decode()

    assert "Uw goedkeuring verstuurt 2 berichten." in html
    assert "geschat € 0,08" in html
    assert "QRC: HOOG PoortWacht-VPN" in html


def test_edit_then_approve_then_told(first):
    make.subscriber("alice@gent.example")
    release = held(title="Critical flaw")
    first.post(f"{DESK}{release.pk}/bewerken/", {"severity": "critical", "title": "Werk bij"})
    answer = first.post(f"{DESK}{release.pk}/goedkeuren/", {"at": ""}, follow=True)
    pay_owed()

    assert said(answer) == ["Uw goedkeuring is genoteerd."]
    delivery = Delivery.objects.get(message__kind="qrc.alert", channel="email")
    assert (
        delivery.message.bodies.get(channel="email", language="nl").subject == "Kritiek: Werk bij"
    )
    shown = first.get(f"/qrc/waarschuwingen/{release.revision.advisory_id}/").content.decode()
    assert "Werk bij</h1>" in shown


def test_bad_input_says_so_beside_the_field_and_keeps_the_rest(first):
    release = held()
    late = first.post(f"{DESK}{release.pk}/goedkeuren/", {"at": "2020-01-01T10:00"})
    empty = first.post(f"{DESK}{release.pk}/afwijzen/", {"reason": ""})
    wrong = first.post(
        f"{DESK}{release.pk}/bewerken/", {"severity": "zwaar", "title": "Bewaar mij"}
    )

    assert "Dit moment is voorbij." in late.content.decode()
    assert empty.context["forms"]["reject"].errors
    assert 'value="Bewaar mij"' in wrong.content.decode()
    assert Release.objects.get().state == "te-bekijken"


def test_a_decision_taken_meanwhile_is_told_and_not_repeated(first, second):
    release = held()
    first.post(f"{DESK}{release.pk}/afwijzen/", {"reason": "Niet voor ons"})
    answer = second.post(f"{DESK}{release.pk}/goedkeuren/", {"at": ""}, follow=True)

    assert said(answer) == ["Hierover is al beslist: Afgewezen."]
    assert Release.objects.get().state == "afgewezen"


def test_one_approves_what_one_read(first, second):
    release = held()
    read = {"at": "", "version": "1"}
    second.post(f"{DESK}{release.pk}/bewerken/", {"severity": "low", "title": "Heel iets anders"})
    answer = first.post(f"{DESK}{release.pk}/goedkeuren/", read, follow=True)

    assert said(answer) == ["Iemand wijzigde dit intussen. Lees het opnieuw."]
    assert 'name="version" value="2"' in answer.content.decode()
    assert Release.objects.get().state == "te-bekijken"


def test_own_alert_needs_a_second_editor_and_is_seen_by_nobody_before(
    first, second, alice, client_of, gent
):
    make.subscriber("alice@gent.example")
    reader = client_of(alice)
    answer = first.post(NEW, ALERT)
    release = Release.objects.get()
    pay_owed()
    advisory = Advisory.objects.get()
    page = f"/qrc/waarschuwingen/{advisory.pk}/"

    assert answer["Location"] == f"{DESK}{release.pk}/"
    assert (release.why, release.needs_two, release.audience) == (
        "eigen", True, {"email": 1, "web": 1},
    )  # fmt: skip
    assert reader.get(page).status_code == 404
    same = first.post(f"{DESK}{release.pk}/goedkeuren/", {"at": ""}, follow=True)
    assert said(same) == ["U was de eerste. Een andere redacteur moet dit goedkeuren."]
    second.post(f"{DESK}{release.pk}/goedkeuren/", {"at": ""})
    pay_owed()

    assert Delivery.objects.filter(message__kind="qrc.alert").count() == 2
    assert reader.get(page).status_code == 200
    assert Source.objects.polled().count() == 0


def test_own_alert_reaches_only_the_chosen_besturen(first, alice, charlie, gent, aalst):
    make.subscriber("gent@gent.example", organisation=gent)
    make.subscriber("aalst@aalst.example", organisation=aalst)
    first.post(NEW, ALERT | {"audience": "besturen", "besturen": [gent.pk]})
    first.post(NEW, ALERT | {"audience": "provincie", "province": gent.province})
    chosen, province = Release.objects.order_by("pk")

    assert (chosen.audience, province.audience) == ({"email": 1}, {"email": 2})


def test_audience_without_a_choice_is_refused_and_nothing_is_lost(first, fields):
    answer = first.post(NEW, ALERT | {"audience": "besturen"})
    shown = fields(answer.content.decode())

    assert shown.errors == {"besturen": "Kies minstens één bestuur."}
    assert shown.values["title"] == "Golf van valse facturen"
    assert (Advisory.objects.count(), Source.objects.taken().count()) == (0, 0)


def test_sighting_becomes_an_alert_and_its_reporter_hears(first, second, alice, gent):
    sighting = tell_qrc(
        reporter=alice, organisation=gent, kind="phishing", title="Valse facturen", text="Veel.",
        pasted="boef@fout.example", product="Boekhouding",
    )  # fmt: skip
    form = first.get(f"{NEW}?melding={sighting.pk}").content.decode()
    assert 'value="Valse facturen"' in form
    assert "boef@fout.example" not in form
    first.post(f"{NEW}?melding={sighting.pk}", ALERT)
    assert Sighting.objects.get().state == "bekeken"
    second.post(f"{DESK}{Release.objects.get().pk}/goedkeuren/", {"at": ""})
    pay_owed()

    assert Sighting.objects.get().state == "waarschuwing"
    bells = Delivery.objects.filter(message__kind="qrc.sighting").order_by("pk")
    assert [(row.user, row.channel) for row in bells] == [(alice, "web")] * 2


def test_source_that_sends_by_itself_is_chosen_by_two(first, second, qrc_editor, platform_admin):
    source = make.source(policy_pending=True, policy_asked_by=qrc_editor, last_ok_at=timezone.now())
    raise_alert(revision_id=make.revision(make.advisory(source=source)).pk)
    assert Release.objects.get().why == "niet-goedgekeurd"
    address = f"/qrc/bronnen/{source.pk}/goedkeuren/"
    assert said(first.post(address, follow=True)) == [
        "U koos dit zelf. Een andere redacteur moet het goedkeuren."
    ]
    second.post(address)
    source.refresh_from_db()

    assert (source.policy_pending, source.policy_approved_by) == (False, platform_admin)
    assert raise_alert(revision_id=make.revision(make.advisory(source=source)).pk) is not None
