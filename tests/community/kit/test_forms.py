from __future__ import annotations

import pytest
from django import forms

from community.kit.forms import CleanWords, EachOnce


class Proof(CleanWords, forms.Form):
    title = forms.CharField(max_length=20, error_messages={"required": "Geef een titel."})
    text = forms.CharField(max_length=40, required=False, widget=forms.Textarea)
    email = forms.EmailField(required=False)
    languages = EachOnce(choices=[("nl", "Nederlands"), ("fr", "Frans")], required=False)


def proof(**data: object) -> Proof:
    return Proof({"title": "Titel"} | data)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("rekening\u202egpj.exe", "rekeninggpj.exe"), ("a\u200bb\u2060c", "abc"),
        ("  Een\u00a0 titel ", "Een titel"), ("Cafe\u0301", "Café"), ("<b>x</b>", "<b>x</b>"),
    ],
)  # fmt: skip
def test_signs_that_nobody_sees_are_gone(typed, kept):
    form = proof(title=typed)
    assert form.is_valid()
    assert form.cleaned_data["title"] == kept


def test_a_text_keeps_its_lines():
    form = proof(text="Een\r\n\u200btwee\n")
    assert form.is_valid()
    assert form.cleaned_data["text"] == "Een\ntwee"


@pytest.mark.parametrize("typed", ["\u200b", " \u2060\ufeff ", "\u202e"])
def test_nothing_but_such_signs_is_nothing(typed):
    assert proof(title=typed).errors == {"title": ["Geef een titel."]}


def test_what_grows_by_cleaning_is_measured_anew():
    """U+0958 has no sign of its own in the form that is kept: it becomes two."""
    assert list(proof(title="\u0958" * 20).errors) == ["title"]


def test_a_choice_sent_often_is_chosen_once():
    form = proof(languages=["fr", "nl", "fr", "fr"])
    assert form.is_valid()
    assert form.cleaned_data["languages"] == ["fr", "nl"]
