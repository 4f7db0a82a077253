"""The box in which one types a name and chooses a solution."""

from __future__ import annotations

import pytest
from django import forms

from catalogue.solutions.fields import SolutionField
from tests.factories import catalogue as make

pytestmark = pytest.mark.django_db


class Strict(forms.Form):
    solution = SolutionField(label="Oplossing")


class Free(forms.Form):
    solution = SolutionField(label="Oplossing", free=True, required=False)


def cleaned(form: type[forms.Form], words: str, chosen: object = "") -> object:
    bound = form({"solution_words": words, "solution_chosen": str(chosen)})
    return bound.cleaned_data["solution"] if bound.is_valid() else bound.errors["solution"]


def test_the_chosen_key_counts():
    made = make.solution("Poortmail", "Qwelk")

    assert cleaned(Strict, "Qwelk Poortmail", made.pk) == made
    assert cleaned(Free, "Qwelk Poortmail", made.pk) == made


@pytest.mark.parametrize("words", ["Qwelk Poortmail", "poortmail"])
def test_a_whole_name_counts_without_a_choice(words):
    made = make.solution("Poortmail", "Qwelk")
    make.solution("Poortmail Online", "Qwelk")

    assert cleaned(Strict, words) == made


def test_a_name_that_two_carry_is_no_choice():
    make.solution("Poortmail", "Qwelk")
    make.solution("Poortmail", "Straatsoft")

    assert cleaned(Free, "Poortmail") == "Poortmail"
    assert cleaned(Strict, "Poortmail") == [
        "Kies een oplossing uit de lijst die verschijnt als u typt."
    ]


def test_free_words_are_kept_and_nothing_is_none():
    assert cleaned(Free, " Eigen maaksel ") == "Eigen maaksel"
    assert cleaned(Free, "") is None
    assert cleaned(Strict, "") == ["Kies een oplossing uit de lijst die verschijnt als u typt."]


@pytest.mark.parametrize("chosen", ["0", "-1", "zes", "9" * 19])
def test_a_key_that_is_none_falls_back_on_the_words(chosen):
    assert cleaned(Free, "Eigen maaksel", chosen) == "Eigen maaksel"


def test_merged_solutions_cannot_be_chosen():
    kept = make.solution("Poortmail Nieuw", "Qwelk")
    gone = make.solution("Ouderwets", "Qwelk", merged_into=kept)

    assert cleaned(Free, "Ouderwets", gone.pk) == "Ouderwets"


def test_what_was_typed_is_shown_again():
    made = make.solution("Poortmail", "Qwelk")
    html = str(Strict({"solution_words": "Poortm", "solution_chosen": ""})["solution"])
    filled = str(Strict(initial={"solution": made})["solution"])

    label = Strict()["solution"]
    assert (label.use_fieldset, label.id_for_label) == (False, "id_solution_0")
    assert 'value="Poortm"' in html
    assert 'data-combobox-url="/catalogus/oplossingen/zoek/"' in html
    assert 'value="Qwelk Poortmail"' in filled
    assert f'name="solution_chosen" value="{made.pk}"' in filled
