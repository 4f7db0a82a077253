"""What content holds about people: what they learn, and what they keep by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from community.privacy.holdings import Holding, Sheet, register_holding
from community.privacy.traces import Traces, scrub
from content.learning.models import Badge, Certificate, Enrolment, QuizAttempt
from content.library.models import Favourite, LibraryDocument, Visit
from content.packages.models import PackageAttempt


def _learning(user: Any) -> Iterator[Sheet]:
    mine = Enrolment.objects.filter(user=user).order_by("pk")
    yield Sheet(
        _("Cursussen"), mine,
        ((_("cursus"), "course_title"), (_("begonnen"), "started_at"), (_("deel gevolgd"), "progress"),
         (_("klaar"), "completed_at"), (_("seconden"), "seconds")),
    )  # fmt: skip
    yield Sheet(
        _("Toetsen"), QuizAttempt.objects.filter(enrolment__user=user).order_by("pk"),
        ((_("toets"), "title"), (_("poging"), "number"), (_("antwoorden"), "answers"),
         (_("score"), "score"), (_("ingediend"), "submitted_at")),
    )  # fmt: skip
    yield Sheet(
        _("Getuigschriften"), Certificate.objects.filter(enrolment__user=user).order_by("issued_at"),
        ((_("naam"), "name"), (_("organisatie"), "organisation_name"), (_("cursus"), "course_title"),
         (_("geslaagd op"), "passed_at"), (_("ingetrokken op"), "revoked_at")),
    )  # fmt: skip
    yield Sheet(
        _("Leerpakketten"),
        PackageAttempt.objects.filter(user=user).order_by("pk"),
        ((_("pakket"), "package__title"), (_("beste score"), "best_score")),
    )


def _wipe_learning(user: Any, traces: Traces) -> None:
    """A certificate protects what it proves; its public page says from now on that it is not there."""
    Badge.objects.filter(certificate__enrolment__user=user).delete()
    Certificate.objects.filter(enrolment__user=user).delete()


register_holding(
    Holding(
        "content.learning", _("Wat u leert"),
        _("Om verder te gaan waar u was, en om te bewijzen wat u kunt."),
        sheets=_learning, wipe=_wipe_learning, order=50,
        on_erasure=_("Verdwijnt, ook uw getuigschriften: wie een link erheen heeft, vindt niets meer. Bewaar ze eerst als pdf."),
        models=("content.enrolment", "content.blockprogress", "content.packageattempt"),
    )
)  # fmt: skip


def _library(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Bewaarde documenten"),
        Favourite.objects.filter(user=user).order_by("pk"),
        ((_("document"), "document__title"),),
    )
    yield Sheet(
        _("Laatst geopend"),
        Visit.objects.filter(user=user).order_by("pk"),
        ((_("document"), "document__title"),),
    )
    yield Sheet(
        _("Documenten die u aanbracht"),
        LibraryDocument.objects.filter(uploaded_by_user=user).order_by("pk"),
        ((_("document"), "title"), (_("stand"), "status")),
    )


def _wipe_editing(user: Any, traces: Traces) -> None:
    """What the editors' own trail says of somebody by name."""
    for model in (ModelLogEntry, PageLogEntry):
        scrub(model.objects.all(), "label", "data", traces=traces)


register_holding(
    Holding(
        "content.library", _("Bibliotheek"),
        _("Om terug te vinden wat u bewaarde of laatst opende."),
        sheets=_library, wipe=_wipe_editing, order=60,
        on_erasure=_("Uw lijstjes verdwijnen. Documenten die u aanbracht, blijven, zonder uw naam."),
        models=("content.favourite", "content.visit", "content.librarydocument"),
    )
)  # fmt: skip
