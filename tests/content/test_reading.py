"""What editors close is closed for Alice, Bob and Charlie alike, and for whoever walks by."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from content.access import EDITORS, keep_access
from content.library.models import LibraryDocument
from content.pages.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/login/?next="


@pytest.fixture
def trio(alice, bob, charlie, client_of) -> list[Any]:
    return [client_of(each) for each in (alice, bob, charlie)]


@pytest.fixture
def on_disk(settings, tmp_path) -> None:
    """Files where the site itself keeps them, which decides how they are handed out."""
    settings.MEDIA_ROOT = tmp_path
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": storage}


def document(collection: Collection | None = None, name: str = "leidraad.pdf") -> str:
    place = collection or Collection.get_first_root_node()
    made = LibraryDocument(title="Leidraad", collection=place)
    made.file.save(name, ContentFile(b"%PDF leidraad"))
    made.save()
    return str(made.url)


def read(client: Client, address: str) -> bytes:
    return b"".join(client.get(address).streaming_content)


def restricted_page(kind: str) -> StandardPage:
    page = HomePage.objects.get().add_child(
        instance=StandardPage(title="Besloten", slug="besloten", lead="Alleen voor sommigen.")
    )
    made = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if kind == PageViewRestriction.GROUPS:
        made.groups.add(Group.objects.get(name=EDITORS))
    return page


def test_document_is_for_who_signed_in(on_disk, trio, client):
    address = document()

    assert client.get(address)["Location"] == f"{SIGN_IN}{address}"
    assert [read(each, address) for each in trio] == [b"%PDF leidraad"] * 3


@pytest.mark.parametrize("bent", ["/documenten/{pk}/ander.pdf", "/documenten/999999/leidraad.pdf"])
def test_document_under_another_name_is_not_there(bent, on_disk, trio):
    pk = document().split("/")[2]

    assert [each.get(bent.format(pk=pk)).status_code for each in trio] == [404] * 3


def test_document_for_editors_is_refused_to_others(on_disk, trio, editor, client_of, client):
    private = Collection.get_first_root_node().add_child(name="Redactie")
    limit = CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.GROUPS
    )
    limit.groups.add(Group.objects.get(name=EDITORS))
    keep_access(user_id=editor.pk)
    address = document(private)

    assert client.get(address)["Location"] == f"{SIGN_IN}{address}"
    assert [each.get(address).status_code for each in trio] == [403] * 3
    assert read(client_of(editor), address) == b"%PDF leidraad"


def test_page_for_who_signed_in(trio, client):
    page = restricted_page(PageViewRestriction.LOGIN)

    door = client.get(page.url, follow=True).redirect_chain[-1][0]
    assert unquote(door) == f"{SIGN_IN}{page.url}"
    assert [each.get(page.url).status_code for each in trio] == [200] * 3


def test_page_for_editors_is_refused_to_others(trio, editor, client_of, client):
    page = restricted_page(PageViewRestriction.GROUPS)
    keep_access(user_id=editor.pk)

    door = client.get(page.url, follow=True).redirect_chain[-1][0]
    assert unquote(door) == f"{SIGN_IN}{page.url}"
    answers = [each.get(page.url) for each in trio]
    assert [each.status_code for each in answers] == [403] * 3
    assert all("Alleen voor sommigen" not in each.content.decode() for each in answers)
    assert client_of(editor).get(page.url).status_code == 200
