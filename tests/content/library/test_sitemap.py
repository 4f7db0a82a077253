"""Search engines may know what everybody may read of the library, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from wagtail.models import Collection

from content.library.enums import Readers
from content.library.models import CollectionReaders, LibraryDocument
from content.library.services import archive, bring_in, propose
from tests.content.library.shelf import published, stored

pytestmark = pytest.mark.django_db
PART = "/sitemap-content-documents.xml"


def told(client: Client, base: str) -> list[tuple[str, str]]:
    page = etree.fromstring(client.get(PART).content)
    return [
        (each.findtext("{*}loc").replace(base, ""), each.findtext("{*}lastmod"))
        for each in page.iter("{*}url")
    ]


def test_documents_for_everybody_are_in_the_sitemap_and_no_others(
    editor, alice, gent, client, client_of, settings
):
    shown = published(editor, "Voor iedereen")
    published(editor, "Voor leden", audience=Readers.MEMBERS)
    published(editor, "Voor besturen", audience=Readers.GOVERNMENTS)
    published(editor, "Voor Gent", audience=Readers.CHOSEN, readers=[gent])
    archive(document=published(editor, "Weg"), actor=editor)
    bring_in(files=[stored(editor, "klaar.txt")], actor=editor)
    facts = {"title": "Voorstel", "audience": Readers.PUBLIC}
    propose(file=stored(alice, "voorstel.txt"), actor=alice, facts=facts)
    hidden = published(editor, "In een besloten verzameling")
    closed = Collection.objects.get(depth=1).add_child(instance=Collection(name="Besloten"))
    CollectionReaders.objects.create(collection=closed, audience=Readers.MEMBERS)
    LibraryDocument.objects.filter(pk=hidden.pk).update(collection=closed)

    expected = [(f"/bibliotheek/{shown.pk}/", timezone.localdate(shown.changed_at).isoformat())]
    for reader in (client, client_of(alice), client_of(editor)):
        found = told(reader, settings.SITE_URL)
        assert [(path, moment[:10]) for path, moment in found] == expected
    assert PART in client.get("/sitemap.xml").content.decode()


def test_a_sitemap_asks_as_much_for_one_as_for_three(editor, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    published(editor, "Een")
    client.get(PART)
    with CaptureQueriesContext(connection) as one:
        client.get(PART)
    for title in ("Twee", "Drie"):
        published(editor, title)
    with django_assert_num_queries(len(one)):
        assert len(told(client, "")) == 3
