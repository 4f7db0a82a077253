"""What the QRC tells the house."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

ADVISORY_REVISED = register_verb("qrc.advisory.revised", _("Waarschuwing herzien"), audit=False)
"""Data: `revision` (key of the AdvisoryRevision). Never for a silent revision."""

ADVISORY_LIKELIER = register_verb(
    "qrc.advisory.likelier", _("Kans op misbruik gestegen"), audit=False
)
"""The highest EPSS of its CVEs came to a minimum that some subscription asks. Data: `before` and
`now` (chances from 0 to 1), `cve` (the likeliest of those that rose), `on` (the day of the score)."""

ADVISORY_LISTED = register_verb(
    "qrc.advisory.listed", _("Op de lijst van misbruikte CVE's gekomen"), audit=False
)
"""The first of its CVEs on CISA's list, while nothing said yet that it is exploited. Data: `cve`."""

ALERT_RAISED = register_verb("qrc.alert.raised", _("Waarschuwing verspreid"))
"""Data: `advisory`, `number`, `kind`, `severity`, `recipients`, and `occasion`: the rise that brought
it to others than heard it first, else ""."""

SUBSCRIPTION_CHANGED = register_verb("qrc.subscription.changed", _("Abonnement gewijzigd"))
"""Data: `active`."""

BUNDLE_CLOSED = register_verb("qrc.bundle.closed", _("Bundel afgesloten"), audit=False)
"""Data: `told`, how many revisions its reader heard of, in how many `lines`; 0: nothing was sent."""

DELIVERY_RESENT = register_verb("qrc.delivery.resent", _("Zending opnieuw in de wachtrij"))
SOURCE_CHANGED = register_verb("qrc.source.changed", _("Bron gewijzigd"))
SOURCE_FAILED = register_verb("qrc.source.failed", _("Bron faalt"))
"""Once per streak, at its third failure. Data: `error`."""

SOURCE_RECOVERED = register_verb("qrc.source.recovered", _("Bron hersteld"))
SOURCE_MOVED = register_verb("qrc.source.moved", _("Bron verhuisd"))
SOURCE_HELD = register_verb("qrc.source.held", _("Intrekkingen van een bron wachten"))
"""Too many at once. Data: `held`, how many in this poll."""

WITHDRAWALS_JUDGED = register_verb("qrc.source.judged", _("Intrekkingen beoordeeld"))
"""Data: `accepted` or `dismissed`, how many."""

SOURCE_GONE = register_verb("qrc.source.gone", _("Bron opgeheven"))

CONTACT_CHANGED = register_verb("qrc.contact.changed", _("Waarschuwingscontact gewijzigd"))
"""Data: `rank`, and `user` (key, or None when the role decides again) or `channels`."""

HITS_VIEWED = register_verb("qrc.hits.viewed", _("Bekeken wie getroffen is"))
"""Who looked at which governments an advisory hits. Subject: the advisory."""

SOURCE_SILENT = register_verb("qrc.source.silent", _("Bron zwijgt"))
"""Once per silence: it answers, and brings nothing for longer than its own rhythm allows."""

SOURCE_SPOKE = register_verb("qrc.source.spoke", _("Bron spreekt weer"))
FEED_OPENED = register_verb("qrc.feed.opened", _("Nieuw adres voor de feed van een organisatie"))
FEED_CLOSED = register_verb("qrc.feed.closed", _("Feed van een organisatie gesloten"))
SOURCE_POLICY_ASKED = register_verb("qrc.source.policy_asked", _("Vrijgave van een bron gekozen"))
"""Data: `policy`."""

SOURCE_POLICY_APPROVED = register_verb(
    "qrc.source.policy_approved", _("Vrijgave van een bron goedgekeurd")
)
"""By a second person. Data: `policy`."""

RELEASE_HELD = register_verb("qrc.release.held", _("Waarschuwing wacht op nazicht"))
"""Data: `why`."""

RELEASE_EDITED = register_verb("qrc.release.edited", _("Waarschuwing bewerkt"))
"""Data: `fields`."""

RELEASE_APPROVED = register_verb("qrc.release.approved", _("Waarschuwing goedgekeurd"))
"""Data: `by_two` (whether this was the second of two)."""

RELEASE_FREED = register_verb("qrc.release.freed", _("Waarschuwing vrijgegeven"))
"""It may leave now. Data: `revision`."""

RELEASE_CLOSED = register_verb("qrc.release.closed", _("Waarschuwing niet verspreid"))
"""Data: `state`."""

SIGHTING_RECEIVED = register_verb("qrc.sighting.received", _("Melding aan de QRC"))
SIGHTING_CHANGED = register_verb("qrc.sighting.changed", _("Melding aan de QRC opgevolgd"))
"""Data: `state`."""

EMERGENCY_CHANGED = register_verb("qrc.emergency.changed", _("Wij zijn getroffen gewijzigd"))
"""Data: `before` (by field, the text that was there)."""


CASE_OPENED = register_verb("qrc.case.opened", _("Een waarschuwing raakt uw portfolio"))
CASE_ACKNOWLEDGED = register_verb("qrc.case.acknowledged", _("Bevestigd: gezien"))
"""Data: `via`, see `qrc.cases.enums.Via`."""

CASE_CHANGED = register_verb("qrc.case.changed", _("Stand gewijzigd"))
"""Data: `before`, `after` (see CaseState) and `noted`: whether there is a note, never its words."""

CASE_ENDED = register_verb("qrc.case.ended", _("Vanzelf gesloten"))
"""Data: `reason`, see EndReason."""

CASE_REOPENED = register_verb("qrc.case.reopened", _("Opnieuw geopend"))
"""Data: `reason`, see ReopenReason."""

CASE_ESCALATED = register_verb("qrc.case.escalated", _("Niemand bevestigde"))
"""Data: `step` (1: the second contact was reminded, 2: the QRC sees it) and `round`."""

PATIENCE_CHANGED = register_verb(
    "qrc.patience.changed", _("Wachttijd voor een bevestiging gewijzigd")
)
"""Data: `grave`, `high`: hours."""

DRILL_PLANNED = register_verb("qrc.drill.planned", _("Oefening voorgesteld"))
DRILL_EDITED = register_verb("qrc.drill.edited", _("Oefening bewerkt"))
DRILL_APPROVED = register_verb("qrc.drill.approved", _("Oefening goedgekeurd"))
"""Data: `by_two` (whether this was the second of two)."""

DRILL_CANCELLED = register_verb("qrc.drill.cancelled", _("Oefening geschrapt"))
DRILL_SENT_BACK = register_verb("qrc.drill.sent_back", _("Oefening wacht weer op goedkeuring"))
"""When it was due it would have sent more SMS than one person may send alone. Data: `sms`."""

DRILL_STARTED = register_verb("qrc.drill.started", _("Oefening begonnen"))
"""Data: `besturen`, `people`: how many."""

DRILL_ANSWERED = register_verb("qrc.drill.answered", _("Oefening bevestigd"))
"""Data: `via`, see `qrc.cases.enums.Via`."""

DRILL_CLOSED = register_verb("qrc.drill.closed", _("Oefening afgesloten"))
"""Data: `besturen`, `reached`: how many."""

DRILL_VIEWED = register_verb("qrc.drill.viewed", _("Uitslag van een oefening bekeken"))
"""Who looked at how reachable each bestuur was. Subject: the drill."""
