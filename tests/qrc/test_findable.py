"""Which warnings the search box finds, by whom, in which words."""

from __future__ import annotations

import pytest

from community.activity.services import pay_owed
from community.search.queries import find
from community.search.services import catch_up, refresh
from qrc.advisories.enums import Tlp
from qrc.alerts.services import raise_alert
from qrc.findable import WARNING
from qrc.releases.models import Release
from tests.community.search.things import request_of
from tests.factories import qrc as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


def warning(**more):
    found = make.advisory(title="Poortwacht laat binnen", **more)
    make.revision(found)
    return found


def titles(words: str, user=None, organisation=None) -> list[str]:
    hits = find(request_of(user, organisation), words, kind=WARNING).hits
    return [hit.entry.title for hit in hits]


@pytest.mark.parametrize(
    ("tlp", "readers"),
    [
        (Tlp.CLEAR, {"anybody", "newcomer", "supplier", "charlie", "qrc"}),
        (Tlp.GREEN, {"supplier", "charlie", "qrc"}),
        (Tlp.AMBER, {"charlie", "qrc"}),
    ],
)
def test_found_by_whoever_may_read_it(tlp, readers, charlie, qrc_editor, supplier):
    people = {
        "anybody": None, "newcomer": make_user("nieuw@elders.example"), "charlie": charlie,
        "supplier": make_member(make_user("huis@proef.example"), supplier).user, "qrc": qrc_editor,
    }  # fmt: skip
    refresh(WARNING, [warning(tlp=tlp).pk])
    assert {who for who, user in people.items() if titles("poortwacht", user)} == readers


def test_found_by_its_number_and_its_product():
    found = warning(
        cves=["CVE-2026-1234"], products=[{"vendor": "Qwelk", "product": "Poortserver"}]
    )
    refresh(WARNING, [found.pk])
    for words in ("CVE-2026-1234", "cve 2026 1234", "qwelk", "poortservers"):
        assert titles(words) == [found.title]


def test_the_words_of_a_source_that_may_not_be_shown_find_nothing():
    source = make.source(shows_text=False)
    refresh(WARNING, [warning(source=source, summary="Een kwantumzwam").pk])
    assert titles("kwantumzwam") == []


def test_what_waits_at_the_desk_is_found_there_alone(qrc_editor, charlie):
    source = make.source(release_policy="na-nazicht")
    found = make.advisory(source=source, title="Poortwacht laat binnen")
    raise_alert(revision_id=make.revision(found).pk)
    assert Release.objects.count() == 1
    refresh(WARNING, [found.pk])
    assert titles("poortwacht", charlie) == []
    assert titles("poortwacht", qrc_editor) == [found.title]


def test_a_told_warning_is_found_as_soon_as_it_was_told():
    found = make.advisory(title="Poortwacht laat binnen")
    raise_alert(revision_id=make.revision(found).pk)
    pay_owed()
    assert titles("poortwacht") == [found.title]


def test_history_that_came_without_a_word_is_found_after_catching_up():
    found = warning()
    assert titles("poortwacht") == []
    catch_up()
    assert titles("poortwacht") == [found.title]
