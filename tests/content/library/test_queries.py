"""Every list of the library asks as many questions at three hundred documents as at thirty."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench import shelves
from tests.bench.library import PAGES, WHO, shelf_of_people

pytestmark = pytest.mark.django_db
FEW, MANY = 30, 300


def test_every_list_asks_as_much_at_three_hundred_documents_as_at_thirty(client, client_of):
    shelf = shelf_of_people()
    clients = dict(
        zip(WHO, (client, client_of(shelf.member), client_of(shelf.editor)), strict=True)
    )

    def asked() -> dict[str, int]:
        counts = {}
        for name, (who, url) in PAGES.items():
            clients[who].get(url)
            with CaptureQueriesContext(connection) as context:
                assert clients[who].get(url).status_code == 200, url
            counts[name] = len(context)
        return counts

    shelves.fill(shelf, FEW)
    few = asked()
    shelves.grow(shelf, old=FEW, new=MANY)
    assert asked() == few
