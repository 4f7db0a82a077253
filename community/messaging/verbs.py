"""What happens to addresses; keys and states only, never the address itself."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

ADDRESS_ADDED = register_verb("messaging.address.added", _("voegde een adres toe"))
ADDRESS_CONFIRMED = register_verb("messaging.address.confirmed", _("bevestigde een adres"))
ADDRESS_VOUCHED = register_verb("messaging.address.vouched", _("stond in voor een adres"))
ADDRESS_CHANGED = register_verb("messaging.address.changed", _("wijzigde een adres"))
ADDRESS_REMOVED = register_verb("messaging.address.removed", _("verwijderde een adres"))
ADDRESS_BOUNCED = register_verb(
    "messaging.address.bounced", _("berichten aan een adres kwamen terug")
)
ADDRESS_STOPPED = register_verb(
    "messaging.address.stopped", _("wil op een adres geen berichten meer")
)
ADDRESS_DISABLED = register_verb("messaging.address.disabled", _("een adres bleek onbruikbaar"))
ADDRESS_RESTARTED = register_verb(
    "messaging.address.restarted", _("wil op een adres weer berichten")
)
SECRET_RENEWED = register_verb("messaging.secret.renewed", _("gaf een webhook een nieuw geheim"))
SMS_CAPPED = register_verb("messaging.sms.capped", _("sms niet verzonden: budget op"), audit=False)
"""Data: `delivery`, `period` (a month). The organisation is the one whose allowance is used up."""

ALLOWANCE_CHANGED = register_verb(
    "messaging.allowance.changed", _("wijzigde het sms-budget van een organisatie")
)
"""Data: `cap` (None when it was taken away), `reserve` in percent."""

LIST_STOPPED = register_verb("messaging.list.stopped", _("schreef zich uit"))
LIST_RESUMED = register_verb("messaging.list.resumed", _("schreef zich opnieuw in"))
QUIET_HOURS_CHANGED = register_verb("messaging.quiet_hours.changed", _("wijzigde de stille uren"))
"""Data: `starts`, `ends`, `weekend`, `channels`, `passes`; or `stopped`."""

PREFERENCES_CHANGED = register_verb("messaging.preferences.changed", _("wijzigde de meldingen"))
PROVIDER_ALARM = register_verb("messaging.provider.alarm", _("de sms-aanbieder vraagt aandacht"))
