"""What the QRC tells the house."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

ADVISORY_REVISED = register_verb("qrc.advisory.revised", _("Waarschuwing herzien"), audit=False)
"""Data: `revision` (key of the AdvisoryRevision). Never for a silent revision."""

ALERT_RAISED = register_verb("qrc.alert.raised", _("Waarschuwing verspreid"))
"""Data: `advisory`, `number`, `kind`, `severity`, `recipients`."""

SUBSCRIPTION_CHANGED = register_verb("qrc.subscription.changed", _("Abonnement gewijzigd"))
"""Data: `active`."""

DELIVERY_RESENT = register_verb("qrc.delivery.resent", _("Zending opnieuw in de wachtrij"))
SOURCE_CHANGED = register_verb("qrc.source.changed", _("Bron gewijzigd"))
SOURCE_FAILED = register_verb("qrc.source.failed", _("Bron faalt"))
"""Once per streak, at its third failure. Data: `error`."""

SOURCE_RECOVERED = register_verb("qrc.source.recovered", _("Bron hersteld"))
SOURCE_MOVED = register_verb("qrc.source.moved", _("Bron verhuisd"))
SOURCE_GONE = register_verb("qrc.source.gone", _("Bron opgeheven"))
