from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from qrc.feeds.models import Source
from tests.factories import qrc as make
from tests.qrc.feeds.writing import item, rss

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def add(
    *args: str, name: str = "CERT", url: str = "https://cert.example/feed", kind: str = "rss"
) -> str:
    return run("qrc_source", "add", "--name", name, "--url", url, "--kind", kind, *args)


def refuses(*args: str, **fields: str) -> str:
    with pytest.raises(CommandError) as caught:
        add(*args, **fields)
    assert caught.value.returncode == 1
    return str(caught.value)


def test_add_with_the_defaults():
    assert add() == "Bron CERT is toegevoegd.\n"

    source = Source.objects.taken().get()
    assert (source.name, source.url, source.kind) == ("CERT", "https://cert.example/feed", "rss")
    assert (source.interval_minutes, source.first_poll, source.tlp) == (30, "silent", "CLEAR")


def test_add_with_everything():
    add("--interval", "15", "--announce", "--identity", "link", "--language", "nl", "--licence", "CC0",
        "--tlp", "GREEN", kind="atom")  # fmt: skip

    source = Source.objects.taken().get()
    assert (source.kind, source.interval_minutes, source.first_poll) == ("rss", 15, "announce")
    assert (source.identity_policy, source.language, source.licence, source.tlp) == (
        "link",
        "nl",
        "CC0",
        "GREEN",
    )


@pytest.mark.parametrize("kind", ["rss", "kev", "csaf", "nvd", "json", "epss"])
def test_add_takes_every_kind_and_releases_automatically(kind):
    add(kind=kind)

    source = Source.objects.taken().get()
    assert (source.kind, source.release_policy, source.shows_text) == (kind, "automatisch", True)


def test_add_of_an_unknown_kind_names_those_there_are():
    known = "csaf, epss, json, kev, nvd, rss"
    assert refuses(kind="x") == f"Soort x bestaat niet. Kies uit: {known}."


def test_add_twice_is_refused():
    add()

    assert "naam" in refuses(url="https://anders.example/").lower()
    assert Source.objects.taken().get().url == "https://cert.example/feed"


@pytest.mark.parametrize("url", ["ftp://cert.example/", "/etc/passwd", "cert.example"])
def test_add_of_an_address_that_is_none(url):
    assert refuses(url=url) == "Het adres moet met http:// of https:// beginnen."


def test_add_with_an_interval_of_nothing():
    assert refuses("--interval", "0") == "Het interval is minstens één minuut."


def test_list_for_scripts_and_for_people():
    make.source(name="B", last_status="failed", last_error="Kapot.", failures=2)
    make.source(name="A")

    rows = json.loads(run("qrc_source", "list", "--json"))
    assert [(row["name"], row["kind"], row["status"], row["error"], row["failures"]) for row in rows] == [
        ("A", "kev", "", "", 0), ("B", "kev", "failed", "Kapot.", 2),
    ]  # fmt: skip
    assert "A  kev  nog niet gelezen" in run("qrc_source", "list")


def test_disable_enable_and_remove():
    make.source(name="A")
    run("qrc_source", "disable", "A")
    assert Source.objects.taken().get().enabled is False
    run("qrc_source", "enable", "A")
    assert Source.objects.taken().get().enabled is True
    run("qrc_source", "remove", "A")
    assert Source.objects.taken().count() == 0


def test_remove_keeps_a_source_with_advisories():
    make.advisory(source=make.source(name="A"))

    with pytest.raises(CommandError, match="Schakel de bron uit"):
        run("qrc_source", "remove", "A")
    assert Source.objects.taken().count() == 1


def poll(*args: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("qrc_poll", *args, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_poll_prints_exactly_the_contract(feeds, follow):
    follow(name="CERT")
    feeds.serve("/feed.xml", rss(item()))

    code, text = poll("--source", "CERT", "--json")

    assert (code, json.loads(text)) == (0, [{
        "source": "CERT", "status": "ok", "error": "", "new": 1, "escalated": 0, "changed": 0, "withdrawn": 0,
    }])  # fmt: skip


def test_poll_exits_with_one_when_a_source_failed(feeds, follow):
    follow("/goed.xml", name="Goed")
    follow("/stuk.xml", name="Stuk")
    feeds.serve("/goed.xml", rss(item()))

    code, text = poll("--json")

    found = {row["source"]: (row["status"], row["error"]) for row in json.loads(text)}
    assert (code, found) == (
        1,
        {"Goed": ("ok", ""), "Stuk": ("failed", "De bron antwoordt met code 404.")},
    )


def test_poll_of_a_source_minds_no_wait(feeds, follow):
    source = follow(name="CERT")
    feeds.serve("/feed.xml", b"", status=429, headers={"Retry-After": "7200"})
    poll("--source", "CERT")
    feeds.serve("/feed.xml", rss(item()))

    assert poll("--json") == (0, "[]\n")
    assert json.loads(poll("--source", "CERT", "--json")[1])[0]["new"] == 1
    source.refresh_from_db()
    assert source.failures == 0


def test_poll_tells_people_in_dutch(feeds, follow):
    follow(name="CERT")
    feeds.serve("/feed.xml", rss(item()))

    assert poll() == (0, "CERT: 1 nieuw, 0 ernstiger, 0 gewijzigd, 0 ingetrokken\n")
    assert poll() == (0, "Geen enkele bron is aan de beurt.\n")


def test_poll_of_an_unknown_source():
    with pytest.raises(CommandError, match="Er is geen bron met de naam X"):
        call_command("qrc_poll", "--source", "X")
