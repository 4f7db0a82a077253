"""The screens of events: what one reads, does and is told, with and without script."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from lxml import html

from community.events.enums import SeatState
from community.events.models import AgendaFeed, Evaluation, Event, Material, Registration
from community.events.services import cancel
from community.messaging.models import Delivery
from community.search.services import catch_up
from tests.factories import events as make

pytestmark = pytest.mark.django_db
AGENDA = "/agenda/"


def at(name, *args):
    return reverse(f"community:{name}", args=args)


def main(response):
    assert response.status_code == 200, response.status_code
    return html.fromstring(response.content.decode()).xpath("//main")[0]


def words(element) -> str:
    return " ".join(element.text_content().split())


def titles(client, address=AGENDA) -> list[str]:
    found = main(client.get(address)).xpath(".//*[@class='agenda-words']/h3")
    return [words(each) for each in found]


class TestAgenda:
    def test_each_reads_what_is_for_him(
        self, client_of, client, alice, newcomer, supplier_editor, editor
    ):
        for n, audience in enumerate(("publiek", "leden", "besturen")):
            make.event(title=audience, audience=audience, sessions=[make.wish(n + 1)])
        make.event(title="ontwerp", state="concept", sessions=[make.wish(9)])
        assert titles(client) == ["publiek"]
        assert titles(client_of(newcomer)) == ["publiek"]
        assert titles(client_of(supplier_editor)) == ["publiek", "leden"]
        assert titles(client_of(alice)) == ["publiek", "leden", "besturen"]
        assert titles(client_of(editor)) == ["publiek", "leden", "besturen", "ontwerp"]

    def test_past_and_coming_stand_apart(self, client_of, alice):
        past = make.event(title="Was")
        make.take_place_before(past)
        make.event(title="Komt")
        assert titles(client_of(alice)) == ["Komt"]
        assert titles(client_of(alice), f"{AGENDA}?toon=voorbij") == ["Was"]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("soort=webinar", ["Web"]), ("provincie=Limburg", ["Ver"]), ("waar=online", ["Web"]),
            ("q=zoom", ["Web"]), ("q=genk", ["Ver"]), ("q=%25", []), ("soort=zomaar", ["Ver", "Web"]),
        ],
    )  # fmt: skip
    def test_filters(self, client_of, alice, asked, found):
        make.event(title="Ver", region="Limburg", place="Genk", sessions=[make.wish(1)])
        make.event(
            title="Web", kind="webinar", is_online=True, place="", region="", summary="Met Zoom.",
            sessions=[make.wish(2)],
        )  # fmt: skip
        assert titles(client_of(alice), f"{AGENDA}?{asked}") == found

    def test_one_and_three_ask_as_many_questions(self, client_of, alice, gent):
        client, counts = client_of(alice), []
        for number in (1, 2):
            for _ in range(number):
                event = make.event(capacity=1)
                make.seat(event, alice)
            client.get(AGENDA)
            for address in (AGENDA, at("agenda-mine"), at("agenda-calendar"), "/api/v1/events"):
                with CaptureQueriesContext(
                    connection,
                ) as asked:
                    assert client.get(address).status_code == 200
                counts.append(len(asked))
        assert counts[:4] == counts[4:]


class TestRegistering:
    def test_alice_registers_herself_and_cancels(self, client_of, alice):
        event = make.event()
        client = client_of(alice)
        page = main(client.post(at("event-register", event.pk), {"note": "Veggie"}, follow=True))
        assert "U bent ingeschreven" in words(page)
        seat = Registration.objects.get()
        assert (seat.user, seat.note, seat.state) == (alice, "Veggie", SeatState.SEATED)
        page = main(client.post(at("event-cancel", seat.pk), follow=True))
        assert "De inschrijving is geannuleerd." in words(page)

    def test_the_line_says_where_one_stands(self, client_of, alice, bob):
        event = make.event(capacity=1)
        make.seat(event, bob)
        page = main(client_of(alice).post(at("event-register", event.pk), follow=True))
        assert "U bent nummer 1." in words(page)

    def test_charlie_cannot_touch_what_is_alices(self, client_of, alice, charlie):
        seat = make.seat(make.event(), alice)
        client = client_of(charlie)
        for name in ("event-cancel", "event-cancel-participant", "event-mark"):
            assert client.post(at(name, seat.pk), {"stand": "aanwezig"}).status_code == 404
        seat.refresh_from_db()
        assert seat.state == SeatState.SEATED

    def test_a_colleague_by_name_without_script(self, client_of, alice, bob):
        event = make.event()
        address = at("event-colleague", event.pk)
        page = main(client_of(alice).post(address, {"colleague_words": "bob"}, follow=True))
        assert "Bob Proef is ingeschreven." in words(page)
        assert Registration.objects.get().user == bob

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "Typ een naam"), ("charlie", "vinden wij niet"), ("proef", "Meer dan één collega"),
            ("\x00", "Null-tekens"),
        ],
    )  # fmt: skip
    def test_a_wrong_colleague_is_told_beside_the_field(
        self, client_of, alice, bob, charlie, typed, said
    ):
        event = make.event()
        response = client_of(alice).post(
            at("event-colleague", event.pk), {"colleague_words": typed}
        )
        page = main(response)
        assert said in words(page) or typed == "\x00"
        assert Registration.objects.count() == 0

    def test_options_name_ones_own_people_alone(self, client_of, alice, bob, charlie, newcomer):
        address = at("event-colleagues")
        assert client_of(alice).get(address, {"q": "proef"}).content.count(b'role="option"') == 2
        assert b"Charlie" not in client_of(alice).get(address, {"q": "proef"}).content
        assert b'role="option"' not in client_of(newcomer).get(address, {"q": "proef"}).content


FORM = {
    "kind": "opleiding", "title": "Nieuw", "summary": "Kort.", "audience": "leden", "place": "Gent",
    "sessie-TOTAL_FORMS": "1", "sessie-INITIAL_FORMS": "0", "sessie-0-day": "2031-03-30",
    "sessie-0-begins": "01:00", "sessie-0-ends": "04:00",
}  # fmt: skip


class TestOrganising:
    def test_an_editor_plans_opens_and_calls_off(self, client_of, editor):
        client = client_of(editor)
        client.post(at("event-new"), FORM)
        event = Event.objects.get()
        assert (event.state, event.author, event.sessions.count()) == ("concept", editor, 1)
        # The clock jumps from 2 to 3 that night.
        assert event.ends_at - event.starts_at == timedelta(hours=2)
        client.post(at("event-state", event.pk), {"stand": "open"})
        client.post(at("event-call-off", event.pk), {"reason": "Ziek."})
        event.refresh_from_db()
        assert (event.state, event.reason) == ("afgelast", "Ziek.")

    def test_nothing_typed_is_lost_and_all_is_told_at_once(self, client_of, editor):
        wrong = FORM | {
            "title": "",
            "place": "",
            "sessie-0-ends": "00:30",
            "hosts": "nie@mand.example",
        }
        page = main(client_of(editor).post(at("event-new"), wrong))
        said = words(page)
        for each in ("Zeg waar het is", "Het einde ligt vóór het begin.", "Geen lid met dit adres"):
            assert each in said
        assert page.xpath(".//input[@name='sessie-0-day']/@value") == ["2031-03-30"]
        assert Event.objects.count() == 0

    def test_a_form_without_sessions_says_so(self, client_of, editor):
        given = {key: value for key, value in FORM.items() if not key.startswith("sessie-0")}
        assert "Geef minstens één sessie op" in words(
            main(client_of(editor).post(at("event-new"), given))
        )

    def test_editing_keeps_the_uid_of_a_session(self, client_of, editor, alice):
        event = make.event()
        make.seat(event, alice)
        session = event.sessions.get()
        page = main(client_of(editor).get(at("event-edit", event.pk)))
        given = {
            each.name: each.value
            for each in page.xpath(".//form//input | .//form//textarea")
            if each.name and each.get("type") not in ("radio", "checkbox")
        }
        given |= {
            "kind": event.kind,
            "audience": event.audience,
            "region": event.region,
            "sessie-0-begins": "09:00",
            "sessie-0-ends": "10:00",
        }
        response = client_of(editor).post(
            at("event-edit", event.pk), {k: v or "" for k, v in given.items()}
        )
        assert response.status_code == 302
        now = event.sessions.held().get()
        assert (now.uid, now.sequence) == (session.uid, 1)

    def test_a_host_keeps_the_list_and_plans_nothing(self, client_of, bob, alice, charlie):
        event = make.event(hosts=[bob])
        make.seat(event, alice)
        assert "Alice Proef" in words(main(client_of(bob).get(at("event-participants", event.pk))))
        assert client_of(bob).get(at("event-edit", event.pk)).status_code == 403
        assert client_of(charlie).get(at("event-participants", event.pk)).status_code == 404
        assert client_of(bob).get(at("event-participants", make.event().pk)).status_code == 404

    def test_the_export_runs_no_formula(self, client_of, editor, alice):
        event = make.event()
        make.seat(event, alice, note="=1+1")
        body = b"".join(client_of(editor).get(at("event-export", event.pk)).streaming_content)
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
        assert rows[1][:4] == ["Alice Proef", alice.email, "Gent", "Ingeschreven"]
        assert rows[1][-1] == "'=1+1"

    def test_a_word_to_all_reaches_each_once(self, client_of, editor, alice, bob):
        event = make.event(capacity=1, is_online=True, online_url="https://meet.example/geheim")
        make.seat(event, alice)
        make.seat(event, bob)
        page = main(client_of(editor).get(at("event-mail", event.pk)))
        token = page.xpath(".//input[@name='token']/@value")[0]
        for _ in range(2):
            client_of(editor).post(
                at("event-mail", event.pk),
                {
                    "to": "allen",
                    "subject": "Parkeren",
                    "text": "Achter het gebouw.",
                    "token": token,
                },
            )
        mails = Delivery.objects.filter(channel="email", message__kind="community.event_word")
        assert sorted(each.user.first_name for each in mails) == ["Alice", "Bob"]


class TestAttending:
    def test_a_name_and_two_buttons(self, client_of, editor, alice):
        event = make.event()
        seat = make.seat(event, alice)
        make.take_place_before(event)
        client, address = client_of(editor), at("event-mark", seat.pk)
        row = client.post(address, {"stand": "aanwezig"}, headers={"hx-request": "true"})
        assert 'aria-pressed="true"' in row.content.decode()
        assert "<strong>1</strong> aanwezig" in row.content.decode()
        response = client.post(address, {"stand": "afwezig"})
        assert response["Location"] == f"{at('event-attendance', event.pk)}#deelnemer-{seat.pk}"
        seat.refresh_from_db()
        assert seat.state == SeatState.ABSENT
        assert client.post(address, {"stand": "zomaar"}, follow=True).status_code == 200

    def test_not_before_the_day(self, client_of, editor, alice):
        seat = make.seat(make.event(), alice)
        page = client_of(editor).post(at("event-mark", seat.pk), {"stand": "aanwezig"}, follow=True)
        assert "vanaf de dag zelf" in words(main(page))


MARKS = {"content": "4", "speaker": "5", "organised": "3", "useful": "ja"}


class TestEvaluating:
    def past(self, people):
        event = make.event()
        for each in people:
            make.seat(event, each)
        make.take_place_before(event)
        return event

    def test_nobody_reads_it_below_five(self, client_of, editor, gent):
        people = make.people(gent, 6)
        event = self.past(people)
        address, results = at("event-evaluate", event.pk), at("event-evaluation", event.pk)
        for n, each in enumerate(people[:5]):
            if n == 4:
                page = words(main(client_of(editor).get(results)))
                assert "Nog te weinig antwoorden" in page
                assert "Meer koffie" not in page
            client_of(each).post(address, MARKS | {"remark": "Meer koffie"})
        page = main(client_of(editor).get(results))
        assert "5 van 6 mensen gaven hun mening." in words(page)
        rows = [[words(c) for c in r] for r in page.xpath(".//tbody/tr")]
        assert rows[0] == ["Inhoud", "0", "0", "0", "5", "0", "4,0"]
        assert page.xpath(".//*[local-name()='svg'][@role='img']")

    def test_no_row_says_who_answered(self, client_of, alice):
        event = self.past([alice])
        client_of(alice).post(at("event-evaluate", event.pk), MARKS)
        again = client_of(alice).post(at("event-evaluate", event.pk), MARKS)
        assert "U gaf uw mening al." in words(main(again))
        names = {each.name for each in Evaluation._meta.get_fields()}
        assert names == {
            "id", "event", "content", "speaker", "organised", "useful", "remark", "is_shown",
        }  # fmt: skip
        assert Evaluation.objects.count() == 1

    def test_only_who_was_there_answers(self, client_of, alice, bob):
        event = self.past([alice])
        assert client_of(bob).post(at("event-evaluate", event.pk), MARKS).status_code == 404
        Registration.objects.update(state=SeatState.ABSENT)
        assert client_of(alice).post(at("event-evaluate", event.pk), MARKS).status_code == 404


def test_an_event_without_a_session_is_not_announced(client_of, editor, alice):
    event = make.event(state="concept")
    event.sessions.update(dropped_at=timezone.now())
    said = client_of(editor).post(at("event-state", event.pk), {"stand": "open"}, follow=True)
    event.refresh_from_db()

    assert "Geef eerst minstens één sessie op" in words(main(said))
    assert event.state == "concept"
    assert client_of(alice).get(at("event", event.pk)).status_code == 404


class TestMaterial:
    def test_a_recording_without_captions_does_not_go_online(self, client_of, editor, alice, bob):
        event = make.event()
        make.seat(event, alice)
        make.take_place_before(event)
        client, address = client_of(editor), at("event-materials", event.pk)
        given = {"kind": "opname", "title": "De opname", "url": "https://video.example/1"}
        client.post(address, given)
        material = Material.objects.get()
        publish = at("event-material-publish", material.pk)
        assert "ondertiteld is" in words(main(client.post(publish, follow=True)))
        Material.objects.update(captions="ondertiteld")
        client.post(publish)
        assert "De opname" in words(main(client_of(alice).get(at("event", event.pk))))
        assert "De opname" not in words(main(client_of(bob).get(at("event", event.pk))))

    def test_an_exception_needs_a_reason_and_a_day_to_come(self, client_of, editor):
        event = make.event()
        given = {
            "kind": "opname", "title": "x", "url": "https://video.example/1",
            "captions": "uitzondering", "exception_until": f"{timezone.localdate():%Y-%m-%d}",
        }  # fmt: skip
        page = words(main(client_of(editor).post(at("event-materials", event.pk), given)))
        assert "Zeg waarom" in page
        assert "Kies een dag in de toekomst." in page

    def test_a_document_shows_to_who_may_open_it(self, client_of, alice, editor, newcomer):
        other = make.event(title="Ander", audience="leden")
        catch_up()
        event = make.event()
        for each in (alice,):
            make.seat(event, each)
        Material.objects.create(
            event=event, kind="document", title="Verslag", document=f"community.event:{other.pk}",
            published_at=timezone.now(),
        )  # fmt: skip
        page = main(client_of(alice).get(at("event", event.pk)))
        assert page.xpath(".//a[text()='Verslag']/@href") == [at("event", other.pk)]
        Event.objects.filter(pk=other.pk).update(state="concept")
        assert "Verslag" not in words(main(client_of(alice).get(at("event", event.pk))))


class TestFeeds:
    def test_ones_own_agenda_is_a_secret_that_can_be_revoked(self, client_of, client, alice, bob):
        event, other = make.event(), make.event(title="Niet van mij")
        seat = make.seat(event, alice)
        make.seat(other, bob)
        page = main(client_of(alice).post(at("agenda-feed-renew")))
        address = words(page.xpath(".//*[@data-copy-text]")[0]).removeprefix(
            "http://localhost:8000"
        )
        address = "/feed/" + address.partition("/feed/")[2]
        found = Calendar.from_ical(client.get(address).content)
        assert [str(each["SUMMARY"]) for each in found.walk("VEVENT")] == ["Logboeken lezen"]
        again = client.get(address)
        assert client.get(address, headers={"if-none-match": again["ETag"]}).status_code in (
            200,
            304,
        )
        cancel(registration=seat, actor=alice)
        assert Calendar.from_ical(client.get(address).content).walk("VEVENT") == []
        assert len(AgendaFeed.objects.get().token_hash) == 64
        client_of(alice).post(at("agenda-feed-renew"))
        assert client.get(address).status_code == 404
        client_of(alice).post(at("agenda-feed-close"))
        assert AgendaFeed.objects.count() == 0

    def test_public_feeds_hold_what_is_for_everybody(self, client):
        make.event(title="Voor leden")
        make.event(title="Voor iedereen & <b>", audience="publiek")
        make.event(title="Ontwerp", audience="publiek", state="concept")
        found = Calendar.from_ical(client.get(at("agenda-calendar")).content)
        assert [str(each["SUMMARY"]) for each in found.walk("VEVENT")] == ["Voor iedereen & <b>"]
        feed = html.fromstring(client.get(at("agenda-atom")).content)
        assert feed.xpath("//entry/title/text()") == ["Voor iedereen & <b>"]

    def test_a_file_of_one_event(self, client, client_of, alice):
        event = make.event()
        assert client.get(at("event-calendar", event.pk)).status_code == 404
        response = client_of(alice).get(at("event-calendar", event.pk))
        assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 1


class TestFound:
    def test_the_search_box_finds_what_one_may_read(self, client_of, client, alice, newcomer):
        make.event(title="Kwantumsleutels", audience="leden")
        make.event(title="Kwantumontwerp", state="concept")
        catch_up()
        asked = "/zoeken/?q=kwantumsleutel"
        assert "Kwantumsleutels" in words(main(client_of(alice).get(asked)))
        for each in (client, client_of(newcomer)):
            assert "Kwantumsleutels" not in words(main(each.get(asked)))
        assert "Kwantumontwerp" not in words(
            main(client_of(alice).get("/zoeken/?q=kwantumontwerp"))
        )

    def test_the_tile_puts_ones_own_first(self, client_of, alice):
        make.event(title="Eerder", sessions=[make.wish(1)])
        make.seat(make.event(title="De mijne", sessions=[make.wish(5)]), alice)
        page = words(main(client_of(alice).get("/overzicht/")))
        assert "De mijne" in page
        assert "Eerder" not in page

    def test_the_api_tells_what_one_may_read(self, client_of, client, alice, newcomer):
        event = make.event(capacity=3)
        make.seat(event, alice)
        (found,) = client_of(alice).get("/api/v1/events").json()["items"]
        assert (found["title"], found["state"], found["free"]) == ("Logboeken lezen", "open", 2)
        one = client_of(alice).get(f"/api/v1/events/{event.pk}").json()
        assert one["sessions"][0]["uid"].startswith(event.sessions.get().uid)
        assert client_of(newcomer).get("/api/v1/events").json()["items"] == []
        assert client_of(newcomer).get(f"/api/v1/events/{event.pk}").status_code == 404
        assert client.get("/api/v1/events").status_code == 401
