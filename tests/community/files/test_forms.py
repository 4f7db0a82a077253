"""The field of a form that takes files: by their keys, or with the form itself."""

from __future__ import annotations

import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from community.files.forms import FilesField
from community.files.models import StoredFile
from tests.community.files import makers
from tests.community.files.conftest import KEY

pytestmark = pytest.mark.django_db


def form_of(user, keys=(), files=(), *, multiple=True, required=True) -> forms.Form:
    class Offer(forms.Form):
        title = forms.CharField()
        files = FilesField(purpose=KEY, multiple=multiple, required=required)

    form = Offer(
        MultiValueDict({"files": [str(each) for each in keys]}), MultiValueDict({"files": files})
    )
    form.fields["files"].user = user
    return form


def test_files_come_by_key_and_with_the_form(keep, alice):
    first = keep("a.txt", b"een")
    form = form_of(alice, [first.key], [SimpleUploadedFile("b.txt", b"twee")])
    form.is_valid()

    assert [each.name for each in form.cleaned_data["files"]] == ["a.txt", "b.txt"]
    assert form.is_multipart()


def test_what_was_taken_stays_when_another_field_is_wrong(purpose, alice):
    form = form_of(alice, files=[SimpleUploadedFile("b.txt", b"twee")])
    assert list(form.errors) == ["title"]

    file = StoredFile.objects.get()
    html = str(form["files"])
    assert f'<input type="hidden" name="files" value="{file.key}">' in html
    again = form_of(alice, [file.key])
    again.is_valid()
    assert again.cleaned_data["files"] == [file]


def test_one_bad_file_says_why_and_the_good_one_stays(purpose, alice):
    form = form_of(
        alice,
        files=[
            SimpleUploadedFile("goed.txt", b"woord"),
            SimpleUploadedFile("rapport.pdf", makers.picture()),
        ],
    )

    assert "rapport.pdf" in form.errors["files"][0]
    assert [each.name for each in StoredFile.objects.all()] == ["goed.txt"]
    assert "goed.txt" in str(form["files"])


@pytest.mark.parametrize("key", ["geen-sleutel", "00000000-0000-4000-8000-000000000000"])
def test_a_key_that_is_none(purpose, alice, key):
    assert form_of(alice, [key]).errors["files"] == [
        "Een bestand is er niet meer. Kies het opnieuw."
    ]


def test_nobody_sends_on_a_file_of_somebody_else(keep, alice, bob, charlie):
    file = keep("a.txt", b"van Alice")

    for other in (bob, charlie):
        assert form_of(other, [file.key]).errors["files"] == [
            "Een bestand is er niet meer. Kies het opnieuw."
        ]
    assert "files" not in form_of(alice, [file.key]).errors


def test_none_and_too_many(keep, alice):
    assert form_of(alice).errors["files"] == ["Kies minstens één bestand."]
    assert "files" not in form_of(alice, required=False).errors
    two = [keep(f"{each}.txt", each.encode()).key for each in "ab"]
    assert form_of(alice, two, multiple=False).errors["files"] == ["Kies één bestand."]


def test_the_input_itself_comes_empty_beside_the_keys(keep, alice):
    file = keep("a.txt", b"een")
    form = form_of(alice, ["", file.key])
    form.is_valid()

    assert form.cleaned_data["files"] == [file]
    assert form_of(alice, [""]).errors["files"] == ["Kies minstens één bestand."]
    assert "files" not in form_of(alice, [""], required=False).errors


def test_the_field_says_what_it_takes(purpose, alice):
    html = str(form_of(alice)["files"])

    assert "Hoogstens 2 MB per bestand." in html
    assert ".pdf,.docx" in html
    assert io.StringIO(html).read().count('type="file"') == 1
