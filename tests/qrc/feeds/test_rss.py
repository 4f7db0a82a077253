from __future__ import annotations

from datetime import UTC, datetime

import pytest

from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.feeds.models import Source
from tests.qrc.feeds.writing import atom, counts, item, poll_again, rss

pytestmark = pytest.mark.django_db

NOTHING = ("ok", 0, 0, 0, 0)


@pytest.fixture
def turn(feeds, follow):
    """Serve these and poll; the same source every time."""
    source = follow()

    def turn(*items, body: str = "", **fields):
        Source.objects.filter(pk=source.pk).update(**fields)
        feeds.serve("/feed.xml", body or rss(*items))
        return counts(poll_again(source))

    return turn


def test_item_in_full(turn):
    vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    html = (
        f"<p>Lek <b>CVE-2026-1234</b> &amp; cve-2026-99999</p><script>x()</script><p>{vector}</p>"
    )

    assert turn(item(description=html), language="nl") == ("ok", 1, 0, 0, 0)

    found = Advisory.objects.get()
    assert found.identity == "urn:cert:1"
    assert found.title == "Lek in PoortWacht 1"
    assert found.summary == f"Lek CVE-2026-1234 & cve-2026-99999\n{vector}"
    assert found.cves == ["CVE-2026-1234", "CVE-2026-99999"]
    assert (found.severity, found.scores[0]["score"]) == ("critical", 9.8)
    assert (found.link, found.language) == ("https://cert.example/1", "nl")
    assert found.published_at == datetime(2026, 5, 1, 10, tzinfo=UTC)


def test_edited_date_is_no_news(turn):
    turn(item())

    assert turn(item(pubDate="Sat, 02 May 2026 10:00:00 GMT")) == NOTHING
    assert AdvisoryRevision.objects.count() == 1


def test_edited_text_is_a_change_of_the_same_advisory(turn):
    turn(item())

    assert turn(item(title="Ernstig lek in PoortWacht")) == ("ok", 0, 0, 1, 0)
    assert Advisory.objects.get().title == "Ernstig lek in PoortWacht"


def test_items_that_come_and_go_are_one_advisory_each(turn):
    turn(item(1), item(2))

    assert [turn(item(1)), turn(item(2)), turn(item(1), item(2))] == [NOTHING] * 3
    assert AdvisoryRevision.objects.count() == 2


def test_texts_that_flip_flop_are_told_once(turn):
    calm, worse = item(), item(description="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
    turn(calm)

    assert turn(worse) == ("ok", 0, 1, 0, 0)
    assert [turn(calm), turn(worse), turn(calm), turn(worse)] == [NOTHING] * 4


def test_rotating_guids_are_one_advisory(turn):
    turn(item(1, guid="a"), item(2, guid="b"))

    assert turn(item(1, guid="c"), item(2, guid="d")) == NOTHING
    assert turn(item(2, guid="e"), item(1, guid="f")) == NOTHING
    assert Advisory.objects.count() == 2


def test_rotating_guid_with_an_edited_date_is_one_advisory(turn):
    turn(item(guid="a"))

    assert turn(item(guid="b", pubDate="Sat, 02 May 2026 10:00:00 GMT")) == NOTHING


def test_rotating_guid_with_an_edited_text_is_a_change(turn):
    turn(item(guid="a"))

    assert turn(item(guid="b", description="Werk nu bij.")) == ("ok", 0, 0, 1, 0)
    assert Advisory.objects.count() == 1


def test_rotating_guid_with_date_and_text_edited_is_known_by_the_number_in_its_title(turn):
    turn(item(guid="a", title="CVE-2026-1234 in PoortWacht"))
    later = item(guid="b", title="CVE-2026-1234 in PoortWacht", description="Nu met score.")

    assert turn(later | {"pubDate": "Fri, 08 May 2026 10:00:00 GMT"}) == ("ok", 0, 0, 1, 0)
    assert Advisory.objects.count() == 1


def test_weekly_bulletin_with_one_link_and_title_is_news_every_week(turn):
    bulletin = {"title": "Weekbericht", "link": "https://cert.example/week"}
    turn(item(1, **bulletin))

    new = item(2, **bulletin) | {"pubDate": "Fri, 08 May 2026 10:00:00 GMT"}
    assert turn(new) == ("ok", 1, 0, 0, 0)
    assert Advisory.objects.count() == 2


def test_two_messages_under_one_guid_stay_two(turn):
    one, two, three = (item(n, guid="urn:zelfde") for n in (1, 2, 3))

    assert turn(one, two) == ("ok", 2, 0, 0, 0)
    assert turn(two, one) == NOTHING
    assert turn(three, two, one) == ("ok", 1, 0, 0, 0)
    assert turn(two) == NOTHING
    assert AdvisoryRevision.objects.count() == 3


def test_second_message_that_borrows_a_known_guid(turn):
    turn(item(1, guid="urn:zelfde"))

    assert turn(item(2, guid="urn:zelfde"), item(1, guid="urn:zelfde")) == ("ok", 1, 0, 0, 0)
    assert Advisory.objects.get(identity="urn:zelfde").title == "Lek in PoortWacht 1"


def test_one_item_twice_is_one_advisory(turn):
    assert turn(item(), item()) == ("ok", 1, 0, 0, 0)


def test_item_without_guid_is_known_by_link_and_title(turn):
    bare = item()
    del bare["guid"]

    assert turn(bare) == ("ok", 1, 0, 0, 0)
    assert turn(bare | {"description": "Anders"}) == ("ok", 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("policy", "same", "other"),
    [
        ("link", {"title": "Anders"}, {"link": "https://cert.example/9"}),
        ("link-title", {"description": "Anders"}, {"title": "Anders"}),
        ("content", {"link": "https://cert.example/9"}, {"description": "Anders"}),
        ("advisory-id", {"link": "https://cert.example/9"}, {"title": "CVE-2026-9999 in Y"}),
    ],
)
def test_identity_policy(turn, policy, same, other):
    first = item(title="CVE-2026-1234 in X")
    turn(first, identity_policy=policy)

    turn(first | same | {"guid": "nieuw"})
    assert Advisory.objects.count() == 1
    turn(first | other)
    assert Advisory.objects.count() == 2


@pytest.mark.parametrize(
    "word", ["WITHDRAWN: ", "[Withdrawn] ", "Ingetrokken - ", "RETIRÉ : ", "Zurückgezogen: "]
)
def test_withdrawn_by_its_title(turn, word):
    turn(item(guid="a"))

    assert turn(item(guid="b", title=f"{word}Lek in PoortWacht 1")) == ("ok", 0, 0, 0, 1)
    assert turn(item(guid="c", title=f"{word}Lek in PoortWacht 1")) == NOTHING
    assert Advisory.objects.get().title == "Lek in PoortWacht 1"


def test_ncsc_title_gives_number_version_and_severity(turn):
    title = "NCSC-2026-0289 [{}] [{}] Kwetsbaarheden verholpen in PoortWacht"
    assert turn(item(guid="a", title=title.format("1.00", "M/H"))) == ("ok", 1, 0, 0, 0)

    assert turn(item(guid="b", title=title.format("1.01", "H/H"))) == ("ok", 0, 1, 0, 0)
    assert turn(item(guid="a", title=title.format("1.00", "M/H"))) == NOTHING

    found = Advisory.objects.get()
    assert (found.identity, found.source_version, found.severity) == (
        "NCSC-2026-0289",
        "1.01",
        "high",
    )


def test_atom_update_time_orders_what_servers_say(turn):
    newer = atom("Lek", "2026-05-03T00:00:00Z", "Nieuw")
    assert turn(body=newer) == ("ok", 1, 0, 0, 0)

    assert turn(body=atom("Lek", "2026-05-02T00:00:00Z", "Oud")) == NOTHING
    assert turn(body=atom("Lek", "2026-05-04T00:00:00Z", "Nieuwer")) == ("ok", 0, 0, 1, 0)
    assert Advisory.objects.get().summary == "Nieuwer"


def test_feed_without_items_is_a_feed(turn):
    assert turn(body=rss()) == NOTHING


def test_small_fault_in_the_xml_is_no_failure(turn):
    body = rss(item()).replace(
        "<description>x</description>", "<description>a&nbsp;& b</description>"
    )

    assert turn(body=body) == ("ok", 1, 0, 0, 0)


def test_link_that_is_a_script_is_dropped(turn):
    turn(item(link="javascript:alert(1)"))

    assert Advisory.objects.get().link == ""
