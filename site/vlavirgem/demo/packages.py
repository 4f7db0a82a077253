"""One invented learning package, half done by one, passed by others, and one that waits closed."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from community.accounts.models import User
from content.packages.attempts import keep_state, open_package
from content.packages.models import ContentPackage, PackageAttempt
from content.packages.services import import_package

LESSON = Path(__file__).parent / "wachtwoorden"
FILES = ("imsmanifest.xml", "index.html", "les.css", "les.js")
SUMMARY = "Drie korte lessen en drie vragen over goede wachtwoorden. Voor iedereen die aanmeldt."
HALF = {
    "cmi.core.lesson_status": "incomplete", "cmi.core.lesson_location": "3",
    "cmi.suspend_data": "{}", "cmi.core.exit": "suspend", "cmi.core.session_time": "0000:04:10",
}  # fmt: skip
DONE = {
    "cmi.core.lesson_status": "passed", "cmi.core.lesson_location": "6",
    "cmi.suspend_data": '{"1":"b","2":"c","3":"a"}', "cmi.core.score.raw": "100",
    "cmi.core.score.max": "100", "cmi.core.session_time": "0000:09:20",
}  # fmt: skip
FAR = {"bob@gent.example": HALF, "alice@gent.example": DONE, "emre@mechelen.example": DONE}


def bring_in(people: dict[str, User]) -> None:
    editor = people["redactie@vlavirgem.example"]
    package = import_package(
        file=_archive(), name="wachtwoorden-in-tien-minuten.zip", actor=editor, summary=SUMMARY,
        audience="leden", is_open=True, is_demo=True,
    )  # fmt: skip
    import_package(
        file=_archive(), name="wachtwoorden-ontwerp.zip", actor=editor, audience="besturen",
        title="Wachtwoorden voor wie leiding geeft", is_demo=True,
        summary="Ontwerp: de redactie kijkt dit pakket nog na.",
    )  # fmt: skip
    for day, (email, values) in enumerate(FAR.items(), start=1):
        _learn(package, people[email], values, days=day)


def _archive() -> io.BytesIO:
    """The archive that an authoring program would have exported."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in FILES:
            zipped.write(LESSON / name, name)
    made.seek(0)
    return made


def _learn(package: ContentPackage, user: User, values: dict[str, str], *, days: int) -> None:
    attempt, item = open_package(package=package, user=user)
    keep_state(
        attempt=attempt, session=attempt.session, seq=1, item=item["id"], values=values, ended=True
    )
    then = timezone.now() - timedelta(days=days, hours=2)
    rows = PackageAttempt.objects.filter(pk=attempt.pk)
    rows.update(started_at=then, saved_at=then + timedelta(minutes=9))
    rows.exclude(completed_at=None).update(completed_at=then + timedelta(minutes=9))
