"""What the QRC holds about people: what they want to be warned of, and what they told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.privacy.holdings import Holding, Sheet, register_holding
from community.privacy.traces import Traces
from qrc.cases.models import Case
from qrc.contacts.models import WarningContact
from qrc.sightings.models import Sighting
from qrc.subscriptions.models import Subscriber, Subscription


def _warnings(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Abonnementen"), Subscription.objects.filter(subscriber__user=user).order_by("pk"),
        ((_("bestuur"), "organisation__name"), (_("vanaf"), "min_severity"),
         (_("producten"), "words"), (_("woorden"), "keywords"), (_("kanalen"), "channels"),
         (_("ritme"), "cadence"), (_("actief"), "active")),
    )  # fmt: skip
    yield Sheet(
        _("Waarschuwingscontact"), WarningContact.objects.filter(user=user),
        ((_("bestuur"), "organisation__name"), (_("rang"), "rank"), (_("kanalen"), "channels"),
         (_("sinds"), "chosen_at")),
    )  # fmt: skip
    yield Sheet(
        _("Waarschuwingen die u opvolgde"),
        Case.objects.filter(Q(changed_by=user) | Q(acknowledged_by=user)).order_by("pk"),
        ((_("waarschuwing"), "advisory__title"), (_("stand"), "state"), (_("notitie"), "note"),
         (_("gewijzigd"), "changed_at"), (_("bevestigd"), "acknowledged_at")),
    )  # fmt: skip
    yield Sheet(
        _("Wat u aan de QRC meldde"), Sighting.objects.filter(reporter=user).order_by("pk"),
        ((_("wat"), "kind"), (_("in één zin"), "title"), (_("wat u zag"), "text"),
         (_("stand"), "state")),
    )  # fmt: skip


def _wipe_warnings(user: Any, traces: Traces) -> None:
    """A reader whom an operator entered is known by his address alone, which he protects."""
    held = Q()
    for each in traces.addresses:
        held |= Q(email__value__iexact=each) | Q(phone__value__iexact=each, user=None)
    Subscriber.objects.filter(Q(user=user) | held).delete()


register_holding(
    Holding(
        "qrc.warnings", _("Waarschuwingen"),
        _("Om u te waarschuwen voor wat uw bestuur raakt, en te weten wie ermee bezig is."),
        sheets=_warnings, wipe=_wipe_warnings, order=25,
        on_erasure=_("U krijgt geen waarschuwingen meer. Wat u meldde of noteerde, blijft van uw bestuur, zonder uw naam."),
        models=("qrc.subscriber", "qrc.warningcontact", "qrc.case", "qrc.sighting"),
    )
)  # fmt: skip
