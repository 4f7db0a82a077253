"""What editors close is closed for Alice, Bob and Charlie alike, and for whoever walks by."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from content.access import EDITORS, keep_access
from content.library.enums import Readers
from content.library.models import LibraryDocument
from content.pages.models import HomePage, StandardPage
from tests.content.library.shelf import published

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/login/?next="


@pytest.fixture
def trio(alice, bob, charlie, client_of) -> list[Any]:
    return [client_of(each) for each in (alice, bob, charlie)]


@pytest.fixture
def vault(settings, tmp_path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def restricted_page(kind: str) -> StandardPage:
    page = HomePage.objects.get().add_child(
        instance=StandardPage(title="Besloten", slug="besloten", lead="Alleen voor sommigen.")
    )
    made = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if kind == PageViewRestriction.GROUPS:
        made.groups.add(Group.objects.get(name=EDITORS))
    return page


def test_document_is_asked_for_by_its_own_name(vault, editor, trio, client):
    document = published(editor, audience=Readers.MEMBERS)
    address, bent = document.url, f"/documenten/{document.pk}/ander.pdf"

    assert client.get(address)["Location"] == f"{SIGN_IN}{address}"
    assert [each.get(address).status_code for each in trio] == [200] * 3
    gone = [bent, "/documenten/999999/leidraad.txt"]
    assert [[each.get(one).status_code for one in gone] for each in trio] == [[404, 404]] * 3


def test_wagtails_own_doors_for_documents_lead_to_the_library(editor, client_of):
    keep_access(user_id=editor.pk)
    doors = ("add/", "multiple/add/", "edit/1/", "delete/1/", "chooser/create/")

    answers = [client_of(editor).get(f"/cms/documents/{each}")["Location"] for each in doors]
    assert answers == ["/bibliotheek/opladen/"] * len(doors)


def test_what_wagtail_would_make_by_itself_is_for_nobody(vault, editor, trio, client_of):
    """A row without a version, however it came: no name in a list, no byte of it."""
    made = LibraryDocument.objects.create(title="Buitenom", file="buitenom.pdf")

    answers = [each.get(f"/documenten/{made.pk}/buitenom.pdf") for each in trio]
    assert [each.status_code for each in answers] == [404] * 3
    assert "Buitenom" not in trio[0].get("/bibliotheek/").content.decode()


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
