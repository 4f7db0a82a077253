from __future__ import annotations

import json
import re
import uuid

import pytest
from django.urls import reverse

from content.packages import links
from content.packages.models import ContentPackage, PackageAttempt
from tests.factories.packages import FILES_12, FILES_2004, archive, package

pytestmark = pytest.mark.django_db


def url(name, made=None):
    return reverse(f"content:{name}", args=[made.uuid] if made else [])


def begin(client, made):
    answer = client.post(url("package-start", made))
    assert answer.status_code == 200, answer.content
    return answer.json()


def keep(client, made, started, seq=1, **values):
    data = {"session": started["session"], "seq": seq, "item": started["item"], "values": values}
    return client.post(
        url("package-save", made), json.dumps(data | {"ended": False}), "application/json"
    )


def rows(client, address):
    return re.findall(r'class="list-title"><a href="[^"]*">([^<]*)<', client.get(address).content.decode())  # fmt: skip


def test_each_sees_what_is_for_him(alice, bob, charlie, newcomer, supplier, client_of):
    package(title="Voor besturen", audience="besturen")
    package(title="Voor leden")
    package(title="Voor wie ook", audience="publiek")
    package(title="Nog gesloten", is_open=False)

    assert rows(client_of(alice), url("package-mine")) == ["Voor besturen", "Voor leden", "Voor wie ook"]  # fmt: skip
    assert rows(client_of(newcomer), url("package-mine")) == ["Voor wie ook"]


@pytest.mark.parametrize("name", ["package", "package-start", "package-save", "package-again"])
def test_what_is_not_for_one_is_not_there(name, alice, newcomer, client_of):
    closed, members = package(is_open=False), package()
    for who, made in ((alice, closed), (newcomer, members)):
        client = client_of(who)
        answer = client.get(url(name, made)) if name == "package" else client.post(url(name, made), {}, "application/json")  # fmt: skip
        assert answer.status_code == 404
    assert PackageAttempt.objects.count() == 0


def test_starting_says_all_that_the_bridge_needs(alice, client_of):
    made = package("2004")
    answer = begin(client_of(alice), made)

    assert re.match(r"http://pakketten.example/pakket/[^/]+/brug/$", answer["bridge"])
    attempt = PackageAttempt.objects.get()
    signed = links.read(answer["bridge"].split("/")[4])
    assert signed == links.Path(made.uuid, 1, attempt.pk)
    assert (answer["session"], answer["item"], answer["launch"]) == (1, "deel", "index.html")
    assert answer["given"]["cmi.scaled_passing_score"] == "0.7"
    assert answer["model"]["children"]["cmi.score"] == "scaled,raw,min,max"
    assert answer["items"] == [{"id": "deel", "title": "Het deel", "state": "new", "score": None}]
    assert alice.email not in json.dumps(answer)


def test_what_is_kept_is_told(alice, client_of):
    client, made = client_of(alice), package()
    started = begin(client, made)
    answer = keep(
        client, made, started,
        **{"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "80", "cmi.x": "1"},
    ).json()  # fmt: skip

    assert answer.pop("saved_at")
    assert answer == {
        "items": [{"id": "les", "title": "De les", "state": "done", "score": "80.00"}],
        "completed": True, "completion": "Voltooid", "success": "", "score": "80",
        "stale": False, "dropped": ["cmi.x"],
    }  # fmt: skip
    page = client.get(url("package", made)).content.decode()
    assert "beste score 80 %" in page


def test_a_colleague_and_a_stranger_touch_only_their_own(alice, bob, charlie, client_of):
    made = package()
    started = begin(client_of(alice), made)
    for other in (bob, charlie):
        answer = keep(client_of(other), made, started, **{"cmi.suspend_data": "van een ander"})
        assert answer.status_code == 409
    assert PackageAttempt.objects.get().states["les"]["values"] == {}
    for other in (bob, charlie):
        assert "Nog niet begonnen" in client_of(other).get(url("package", made)).content.decode()


def test_two_windows(alice, client_of):
    client, made = client_of(alice), package()
    old, new = begin(client, made), begin(client, made)

    refused = keep(client, made, old, **{"cmi.suspend_data": "oud"})
    assert (refused.status_code, "ander venster" in refused.json()["error"]) == (409, True)
    assert keep(client, made, new, **{"cmi.suspend_data": "nieuw"}).status_code == 200


def test_who_is_under_way_may_finish_when_the_package_is_closed(alice, bob, client_of):
    client, made = client_of(alice), package()
    started = begin(client, made)
    ContentPackage.objects.update(is_open=False)

    assert keep(client, made, started, **{"cmi.suspend_data": "dia=9"}).status_code == 200
    assert keep(client_of(bob), made, started).status_code == 404
    assert client.post(url("package-start", made)).status_code == 404
    assert PackageAttempt.objects.get().states["les"]["values"] == {"cmi.suspend_data": "dia=9"}


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", "{", '{"session": 1}', '{"session": 1, "seq": 0, "item": "les", "values": {}, "ended": false}',
     '{"session": 1, "seq": 9999999999, "item": "les", "values": {}, "ended": false}',
     '{"session": 1, "seq": 1, "item": "les", "values": [], "ended": false}',
     '{"session": "x", "seq": 1, "item": "les", "values": {}, "ended": false}',
     '{"session": 1, "seq": Infinity, "item": "les", "values": {}, "ended": false}', "[" * 5000],
)  # fmt: skip
def test_nonsense_is_refused(body, alice, client_of):
    client, made = client_of(alice), package()
    begin(client, made)
    assert client.post(url("package-save", made), body, "application/json").status_code == 400


def test_the_item_is_one_of_the_package(alice, client_of):
    client, made = client_of(alice), package()
    assert client.post(url("package-start", made), {"item": "weg"}).status_code == 404
    started = begin(client, made)
    assert keep(client, made, started | {"item": "weg"}).status_code == 404


def test_saving_needs_the_token_of_the_form(alice):
    from django.test import Client

    client, made = Client(enforce_csrf_checks=True), package()
    client.force_login(alice)
    assert client.post(url("package-start", made)).status_code == 403
    assert client.post(url("package-save", made), "{}", "application/json").status_code == 403


def test_the_player_alone_frames_the_other_origin(alice, client_of):
    client, made = client_of(alice), package()
    player = client.get(url("package", made))
    listed = client.get(url("package-mine"))

    assert "frame-src http://pakketten.example" in player["Content-Security-Policy"]
    assert "script-src 'self'" in player["Content-Security-Policy"]
    assert "pakketten" not in listed["Content-Security-Policy"]


def test_without_a_host_for_packages_the_page_says_so(alice, client_of, settings):
    settings.PACKAGE_ORIGIN = ""
    page = client_of(alice).get(url("package", package())).content.decode()
    assert "nog niet geopend" in page
    assert 'data-controller="package-player"' not in page


def test_the_same_queries_for_one_and_for_three(alice, editor, client_of, django_assert_max_num_queries):  # fmt: skip
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 2):
        for _n in range(number):
            begin(client_of(alice), package())
        found = []
        for who, name in ((alice, "package-mine"), (editor, "packages")):
            client = client_of(who)
            client.get(url(name))
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert client.get(url(name)).status_code == 200
            found.append(len(seen))
        counts.append(found)

    assert counts[0] == counts[1]
    assert ContentPackage.objects.count() == 3


def test_filters_of_a_learner(alice, client_of):
    client = client_of(alice)
    done, busy, _new = package(title="Gedaan"), package(title="Bezig"), package(title="Nieuw")
    keep(client, done, begin(client, done), **{"cmi.core.lesson_status": "completed"})
    begin(client, busy)
    mine = url("package-mine")

    assert rows(client, f"{mine}?progress=voltooid") == ["Gedaan"]
    assert rows(client, f"{mine}?progress=bezig") == ["Bezig"]
    assert rows(client, f"{mine}?progress=nieuw") == ["Nieuw"]
    assert rows(client, f"{mine}?q=nieu") == ["Nieuw"]
    assert client.get(f"{mine}?q=nie%00uw&progress=onzin").status_code == 200
    assert "Niets gevonden" in client.get(f"{mine}?q=weg").content.decode()


class TestEditing:
    def test_bringing_in_trying_out_and_opening(self, editor, alice, client_of):
        client = client_of(editor)
        sent = {"file": archive(FILES_12), "audience": "leden", "title": "", "summary": "Kort."}
        sent["file"].name = "les.zip"
        answer = client.post(url("package-new"), sent)
        made = ContentPackage.objects.get()
        assert answer["Location"] == url("package-detail", made)
        assert (made.title, made.is_open, made.summary) == ("Veilig mailen", False, "Kort.")

        assert "Niets van wat u doet" in client.get(url("package-try", made)).content.decode()
        trial = client.post(url("package-try-start", made)).json()
        assert (trial["session"], trial["given"]["cmi.core.lesson_mode"]) == (0, "browse")
        assert PackageAttempt.objects.count() == 0
        page = client.get(url("package-detail", made)).content.decode()
        assert "les/index.html" in page

        changed = {"title": "Mailen", "summary": "", "audience": "besturen", "is_open": "on"}
        client.post(url("package-edit", made), changed)
        assert rows(client_of(alice), url("package-mine")) == ["Mailen"]

    def test_what_is_wrong_stands_beside_the_file_and_what_was_typed_stays(self, editor, client_of):
        bad = archive({"index.html": "x"})
        bad.name = "les.zip"
        sent = {"file": bad, "audience": "besturen", "title": "Mijn titel"}
        page = client_of(editor).post(url("package-new"), sent).content.decode()

        assert "geen imsmanifest.xml" in page
        assert 'value="Mijn titel"' in page
        assert ContentPackage.objects.count() == 0

    def test_without_a_file(self, editor, client_of):
        page = client_of(editor).post(url("package-new"), {"audience": "leden"}).content.decode()
        assert "Kies het zipbestand" in page

    def test_a_newer_version_and_a_script_that_shows_progress(self, editor, client_of):
        client, made = client_of(editor), package()
        file = archive(FILES_2004)
        file.name = "twee.zip"
        answer = client.post(url("package-version", made), {"file": file}, headers={"hx-request": "true"})  # fmt: skip
        assert (answer.status_code, answer["HX-Redirect"]) == (204, url("package-detail", made))
        page = client.get(url("package-detail", made)).content.decode()
        assert "Versie 2 is binnengehaald" in page
        made.refresh_from_db()
        assert made.current.number == 2

    def test_removing(self, editor, client_of):
        client, made = client_of(editor), package()
        assert client.post(url("package-remove", made))["Location"] == url("packages")
        assert ContentPackage.objects.count() == 0
        assert client.post(url("package-remove", made)).status_code == 404

    def test_the_list_is_sorted_and_filtered(self, editor, client_of):
        package(title="B", is_open=False)
        package("2004", title="A")
        client = client_of(editor)

        def titles(query):
            page = client.get(url("packages") + query).content.decode()
            return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]*)<', page)

        assert titles("") == ["A", "B"]
        assert titles("?sort=-titel") == ["B", "A"]
        assert titles("?state=gesloten") == ["B"]
        assert titles("?standard=2004") == ["A"]
        assert titles("?q=weg") == []
        assert titles("?sort=onzin&state=onzin") == ["A", "B"]

    @pytest.mark.parametrize("name", ["packages", "package-new"])
    def test_for_editors_only(self, name, alice, qrc_editor, client_of):
        for who in (alice, qrc_editor):
            assert client_of(who).get(url(name)).status_code == 403

    def test_what_does_not_exist(self, editor, client_of):
        gone = ContentPackage(uuid=uuid.uuid4())
        for name in ("package-detail", "package-edit", "package-version", "package-try"):
            assert client_of(editor).get(url(name, gone)).status_code == 404
