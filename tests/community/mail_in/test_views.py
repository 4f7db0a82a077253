"""The list of mails nobody could place, for those who run the platform."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from lxml import html

from community.mail_in.models import IncomingMail
from tests.community.mail_in.conftest import DOMAIN, take_in
from tests.community.mail_in.letters import crlf, dsn, in_words, path_of

pytestmark = pytest.mark.django_db

ADDRESS = "/platform/inkomende-mail/"


def strange(n: int) -> None:
    take_in(
        crlf(f"From: an@elders.example\nSubject: Vraag {n}\n\nWie <b>bent</b> u?\n"),
        to=f"wie@{DOMAIN}",
    )


def main_of(client: Any) -> Any:
    return html.fromstring(client.get(ADDRESS).content.decode()).xpath("//main")[0]


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_an_empty_list_says_so(client_of, platform_admin):
    main = main_of(client_of(platform_admin))

    assert words(main.xpath(".//p[@class='lead']")[0]) == (
        "In de voorbije 30 dagen kwam geen mail binnen."
    )
    assert words(main.xpath(".//*[@class='empty']/h2")[0]) == "Alles kreeg een plaats"


def test_without_a_domain_it_says_that_nothing_comes_back(client_of, platform_admin, settings):
    client = client_of(platform_admin)
    assert not main_of(client).xpath(".//*[contains(@class, 'notice')]")
    settings.REPLY_DOMAIN = ""

    assert "REPLY_DOMAIN" in words(main_of(client).xpath(".//*[contains(@class, 'notice')]")[0])


def test_only_what_has_no_place_is_shown_with_why(client_of, platform_admin, sent):
    delivery = sent()
    take_in(dsn(to="x", recipient=delivery.address.value), to=path_of(delivery.pk))
    take_in(in_words(to="x"), to=path_of(delivery.pk))
    strange(1)
    old = IncomingMail.objects.latest("pk")
    strange(2)
    IncomingMail.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=31))
    main = main_of(client_of(platform_admin))

    assert words(main.xpath(".//p[@class='lead']")[0]) == (
        "In de voorbije 30 dagen kwamen 3 mails binnen: 1 niet afgeleverd, 0 uitgesteld, 0 klachten."
    )
    rows = [
        (words(each.xpath(".//h3")[0]), words(each.xpath(".//*[contains(@class, 'tag')]")[0]))
        for each in main.xpath(".//article")
    ]
    assert rows == [
        ("Vraag 2", "Niemand leest mail aan dit adres"),
        ("failure notice", "Geen leesbaar verslag van een mailserver"),
    ]
    # What a stranger wrote stays text.
    assert "<b>bent</b>" in words(main.xpath(".//article[1]//pre")[0])


def test_the_list_has_pages_and_asks_as_much_for_one_as_for_many(
    client_of, platform_admin, django_assert_num_queries
):
    client = client_of(platform_admin)
    strange(0)
    client.get(ADDRESS)
    with CountedQueries() as one:
        client.get(ADDRESS)
    for n in range(1, 30):
        strange(n)
    with django_assert_num_queries(one.count):
        first = client.get(ADDRESS).context["page"]
    second = client.get(ADDRESS, {"page": 2}).context["page"]

    assert [len(first), len(second)] == [25, 5]
    assert not {each.pk for each in first} & {each.pk for each in second}


class CountedQueries:
    def __enter__(self) -> CountedQueries:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self._captured = CaptureQueriesContext(connection)
        self._captured.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._captured.__exit__(*exception)
        self.count = len(self._captured)
