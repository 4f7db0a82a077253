from __future__ import annotations

import pytest
from django.utils import translation

from qrc.advisories.differences import spoken
from qrc.alerts.wording import words_for
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db

ESCALATION = [
    {"field": "severity", "label": "Ernst", "before": "high", "after": "critical"},
    {"field": "scores", "label": "CVSS", "before": "8.1 (v3.1)", "after": "9.8 (v3.1)"},
    {"field": "exploited", "label": "Misbruik vastgesteld", "before": "nee", "after": "ja"},
    {"field": "title", "label": "Titel", "before": "ja", "after": "FortiOS 7.2 (v3.1)"},
]


def test_spoken_changes_are_words_and_no_codes():
    told = [(each["before"], each["after"]) for each in spoken(ESCALATION)]

    assert told[:3] == [("Hoog", "Kritiek"), ("8,1 (v3.1)", "9,8 (v3.1)"), ("nee", "ja")]
    assert told[3] == ("ja", "FortiOS 7.2 (v3.1)")


def test_spoken_scores_follow_the_reader():
    with translation.override("en"):
        assert spoken(ESCALATION)[1]["after"] == "9.8 (v3.1)"


@pytest.mark.parametrize("form", ["html", "text"])
def test_mail_says_what_then_why_you_then_what_to_do(form):
    about = {"title": "Lek in PoortWacht", "action": "Werk bij naar 7.2.9.", "summary": "Ernstig."}
    first = make.revision(make.advisory(**about))

    mail = words_for(first)["email", "nl"]
    text = getattr(mail, form)
    order = ["Lek in PoortWacht</h1>" if form == "html" else "Lek in PoortWacht", "[[why]]",
             "Werk bij naar 7.2.9.", "Ernstig.", "[[unsubscribe]]"]  # fmt: skip

    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert mail.url in text


def test_mail_carries_its_button():
    first = make.revision()

    html = words_for(first)["email", "nl"].html

    assert f'class="button" href="{words_for(first)["email", "nl"].url}"' in html
    assert f'strip {first.advisory.severity}"' in html


def test_update_tells_what_changed():
    first = make.revision()
    second = make.revision(first.advisory, kind="escalated")
    second.changes = ESCALATION

    text = words_for(second)["email", "nl"].text

    assert "- Ernst: Kritiek" in text
    assert "Ernstiger geworden" in text
