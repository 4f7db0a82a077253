"""What of a mail is its writer's own. Every mail is made up, in the way programs write them."""

from __future__ import annotations

import time

import pytest

from community.forum.mail.trimming import trim

US = "VlaVirGem <noreply@vlavirgem.example>"

CASES = {
    "gmail nl": (
        "Bij ons werkt dat.\n\nKim\n\nOp wo 25 nov 2026 om 09:00 schreef " + US + ":\n\n> Wie kent dit?\n>\n> Dank\n",
        "Bij ons werkt dat.\n\nKim",
    ),
    "gmail nl, broken over two lines": (
        "Bij ons werkt dat.\n\nOp wo 25 nov 2026 om 09:00 schreef VlaVirGem <\nnoreply@vlavirgem.example>:\n\n> Wie kent dit?\n",
        "Bij ons werkt dat.",
    ),
    "gmail nl, no line between": (
        "Bij ons werkt dat.\nOp wo 25 nov 2026 om 09:00 schreef " + US + ":\n> Wie kent dit?\n",
        "Bij ons werkt dat.",
    ),
    "gmail en": (
        "It works here.\n\nOn Wed, 25 Nov 2026 at 09:00, " + US + " wrote:\n\n> Wie kent dit?\n",
        "It works here.",
    ),
    "gmail en, broken over three lines": (
        "It works here.\n\nOn Wed, 25 Nov 2026 at 09:00, VlaVirGem\n<noreply@vlavirgem.example>\nwrote:\n\n> Wie kent dit?\n",
        "It works here.",
    ),
    "gmail fr": (
        "Chez nous ça marche.\n\nLe mer. 25 nov. 2026 à 09:00, " + US + " a écrit :\n\n> Wie kent dit?\n",
        "Chez nous ça marche.",
    ),
    "gmail fr, with a space that does not break": (
        "Oui.\n\nLe mer. 25 nov. 2026 à 09:00, " + US + " a écrit\u00a0:\n\n> Wie kent dit?\n",
        "Oui.",
    ),
    "gmail de": (
        "Bei uns geht es.\n\nAm Mi., 25. Nov. 2026 um 09:00 Uhr schrieb " + US + ":\n\n> Wie kent dit?\n",
        "Bei uns geht es.",
    ),
    "apple mail nl": (
        "Ja.\n\nGroeten,\nKim\n\n> Op 25 nov 2026, om 09:00 heeft " + US + " het volgende geschreven:\n> \n> Wie kent dit?\n",
        "Ja.\n\nGroeten,\nKim",
    ),
    "ios nl": (
        "Ja.\n\nVerstuurd vanaf mijn iPhone\n\n> Op 25 nov 2026 om 09:00 heeft " + US + " geschreven:\n> \n> Wie kent dit?\n",
        "Ja.",
    ),
    "ios en": (
        "Yes.\n\nSent from my iPhone\n\nOn 25 Nov 2026, at 09:00, " + US + " wrote:\n\n> Wie?\n",
        "Yes.",
    ),
    "ios fr": (
        "Oui.\n\nEnvoyé de mon iPhone\n\nLe 25 nov. 2026 à 09:00, " + US + " a écrit :\n\n> Wie?\n",
        "Oui.",
    ),
    "ios de": (
        "Ja.\n\nVon meinem iPhone gesendet\n\nAm 25.11.2026 um 09:00 schrieb " + US + ":\n\n> Wie?\n",
        "Ja.",
    ),
    "thunderbird nl": (
        "Ja, zo.\n\nOp 25-11-2026 om 09:00 schreef VlaVirGem:\n> Wie kent dit?\n> Dank\n",
        "Ja, zo.",
    ),
    "thunderbird de": (
        "Ja.\n\nAm 25.11.26 um 09:00 schrieb VlaVirGem:\n> Wie?\n",
        "Ja.",
    ),
    "thunderbird, under the quote": (
        "Op 25-11-2026 om 09:00 schreef VlaVirGem:\n> Wie kent dit?\n> Dank\n\nWij doen het zo.\n\n-- \nKim\n",
        "Wij doen het zo.",
    ),
    "answers between the quotes": (
        "Op 25-11-2026 om 09:00 schreef VlaVirGem:\n> Eerste vraag?\n\nJa.\n\n> Tweede vraag?\n\nNee.\n",
        "> Eerste vraag?\n\nJa.\n\n> Tweede vraag?\n\nNee.",
    ),
    "answers between the quotes, the rest repeated": (
        "Dag allen,\n\nOp 25-11-2026 om 09:00 schreef VlaVirGem:\n> Vraag?\n\nJa.\n\n> Met groeten\n> Jan\n",
        "Dag allen,\n\n> Vraag?\n\nJa.",
    ),
    "outlook nl": (
        "Hier ook.\n\nVan: VlaVirGem <noreply@vlavirgem.example>\nVerzonden: woensdag 25 november 2026 9:00\nAan: Kim\nOnderwerp: Re: Kopieën\n\nWie kent dit?\n",
        "Hier ook.",
    ),
    "outlook nl, bold": (
        "Hier ook.\n\n*Van:* VlaVirGem\n*Verzonden:* woensdag 25 november 2026 9:00\n*Aan:* Kim\n*Onderwerp:* Kopieën\n\nWie?\n",
        "Hier ook.",
    ),
    "outlook on the web, under a rule": (
        "Hier ook.\n________________________________\nVan: VlaVirGem\nVerzonden: woensdag\nAan: Kim\nOnderwerp: Kopieën\n\nWie?\n",
        "Hier ook.",
    ),
    "outlook en": (
        "Same here.\n\nFrom: VlaVirGem <x@y.example>\nSent: Wednesday, November 25, 2026 9:00 AM\nTo: Kim\nSubject: Kopieën\n\nWie?\n",
        "Same here.",
    ),
    "outlook fr": (
        "Ici aussi.\n\nDe : VlaVirGem <x@y.example>\nEnvoyé : mercredi 25 novembre 2026 09:00\nÀ : Kim\nObjet : Kopieën\n\nWie?\n",
        "Ici aussi.",
    ),
    "outlook de": (
        "Hier auch.\n\nVon: VlaVirGem <x@y.example>\nGesendet: Mittwoch, 25. November 2026 09:00\nAn: Kim\nBetreff: Kopieën\n\nWie?\n",
        "Hier auch.",
    ),
    "outlook of old": (
        "Hier ook.\n\n-----Oorspronkelijk bericht-----\nVan: VlaVirGem\n\nWie?\n",
        "Hier ook.",
    ),
    "outlook of old, en": ("Same.\n\n-----Original Message-----\nFrom: x\n\nWie?\n", "Same."),
    "outlook of old, de": ("Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: x\n\nWie?\n", "Ja."),
    "outlook of old, fr": ("Oui.\n\n-----Message d'origine-----\nDe : x\n\nWie?\n", "Oui."),
    "outlook for a telephone": (
        "Ja.\n\nOutlook voor iOS downloaden\n________________________________\nVan: VlaVirGem\nVerzonden: woensdag\nAan: Kim\n\nWie?\n",
        "Ja.",
    ),
    "android": ("Ja.\n\nVerzonden vanaf mijn Galaxy\n", "Ja."),
    "a signature": ("Ja, morgen.\n\n-- \nKim Proef\nDienst ICT\n", "Ja, morgen."),
    "a signature and a quote": (
        "Ja.\n\n-- \nKim\n\nOp 25-11-2026 om 09:00 schreef VlaVirGem:\n> Wie?\n",
        "Ja.",
    ),
    "nothing repeated": ("Ja.\n\nEn nee.\n", "Ja.\n\nEn nee."),
    "a sentence that looks like it": (
        "Op 25 november schreef ik hierover een nota:\n- punt een\n- punt twee\n",
        "Op 25 november schreef ik hierover een nota:\n- punt een\n- punt twee",
    ),
    "no marks at all, but it names us": (
        "Ja.\n\nOp 25-11-2026 om 09:00 schreef " + US + ":\nWie kent dit?\nDank\n",
        "Ja.",
    ),
    "a list with a dash": ("Wij doen:\n--\n- een\n", "Wij doen:"),
    "one short quote of his own choice": ("> Wie kent dit?\n\nWij.\n", "> Wie kent dit?\n\nWij."),
    "the whole mail above his own words": (
        "".join(f"> regel {n}\n" for n in range(12)) + "\nWij.\n",
        "Wij.",
    ),
    "windows line ends": ("Ja.\r\n\r\nOp 25-11-2026 om 09:00 schreef VlaVirGem:\r\n> Wie?\r\n", "Ja."),
    "only a quote": ("Op 25-11-2026 om 09:00 schreef VlaVirGem:\n> Wie?\n> Dank\n", ""),
    "only a signature": ("\n-- \nKim\n", ""),
    "nothing": ("\n \n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_he_wrote(name):
    text, expected = CASES[name]

    assert trim(text).said == expected


@pytest.mark.parametrize("name", CASES)
def test_nothing_falls_away(name):
    """Each line that says something stands in one of both, and in one alone."""
    text, _expected = CASES[name]
    trimmed = trim(text)
    lines = [each.strip() for each in text.replace("\r\n", "\n").split("\n") if each.strip()]
    kept = [each.strip() for part in (trimmed.said, trimmed.elided) for each in part.split("\n")]

    assert sorted(each for each in kept if each) == sorted(lines)


@pytest.mark.parametrize(
    "text",
    [
        "Op 25-11-2026 schreef VlaVirGem:\n> a\nb\n" * 20_000,
        "Op 1 " + "a " * 200_000,
        "> " * 100_000,
        "Van: a\n" * 50_000,
        "_" * 200_000,
        "op\n" * 100_000,
    ],
    ids=["sentences", "one line", "depth", "heads", "rule", "short"],
)
def test_a_mail_made_to_keep_us_busy_does_not(text):
    began = time.process_time()
    trim(text)

    assert time.process_time() - began < 5
