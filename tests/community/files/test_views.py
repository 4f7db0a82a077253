"""Opening a file: as its purpose says, and a 404 for anybody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from community.files.models import StoredFile
from community.files.reading import read_one
from tests.community.files import makers

pytestmark = pytest.mark.django_db


def test_its_owner_opens_it_and_others_do_not_know_of_it(keep, client_of, alice, bob, charlie):
    file = keep("beeld.png", makers.picture(width=900))
    read_one()
    whole = reverse("community:file", args=[file.key])
    small = reverse("community:file-picture", args=[file.key])

    response = client_of(alice).get(whole)
    assert response.getvalue() == file.path.read_bytes()
    assert response["Content-Disposition"] == 'attachment; filename="beeld.png"'
    assert client_of(alice).get(f"{whole}?toon=1")["Content-Disposition"].startswith("inline")
    assert client_of(alice).get(small)["Content-Type"] == "image/webp"
    for other in (bob, charlie):
        assert client_of(other).get(whole).status_code == 404
        assert client_of(other).get(small).status_code == 404


def test_what_no_app_keeps_any_more_is_opened_by_nobody(keep, client_of, alice):
    file = keep("a.txt", b"woord")
    StoredFile.objects.update(purpose="weg.doel")

    assert client_of(alice).get(reverse("community:file", args=[file.key])).status_code == 404
