"""What people and organisations tell the house."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

INVITED = register_verb("community.member.invited", _("nodigde een collega uit"))
INVITATION_REVOKED = register_verb("community.invitation.revoked", _("trok een uitnodiging in"))
JOIN_ASKED = register_verb("community.join.asked", _("vroeg om aan te sluiten"))
JOIN_WITHDRAWN = register_verb("community.join.withdrawn", _("trok een aanvraag in"))
JOIN_REFUSED = register_verb("community.join.refused", _("weigerde een aanvraag"))
MEMBER_JOINED = register_verb("community.member.joined", _("is nu lid"))
MEMBER_LEFT = register_verb("community.member.left", _("is geen lid meer"))
ROLES_CHANGED = register_verb("community.roles.changed", _("kreeg andere rollen"))
DOMAIN_ADDED = register_verb("community.domain.added", _("voegde een maildomein toe"))
DOMAIN_REMOVED = register_verb("community.domain.removed", _("verwijderde een maildomein"))
EMAIL_CONFIRMED = register_verb("community.email.confirmed", _("bevestigde een e-mailadres"))
ACCOUNT_CHANGED = register_verb("community.account.changed", _("wijzigde het eigen account"))
API_KEY_MADE = register_verb("community.api_key.made", _("maakte een API-sleutel"))
API_KEY_REVOKED = register_verb("community.api_key.revoked", _("trok een API-sleutel in"))
SIGNED_IN = register_verb("community.account.signed_in", _("meldde zich aan"))
SECOND_FACTOR_ADDED = register_verb(
    "community.second_factor.added", _("voegde een tweede stap bij het aanmelden toe")
)
SECOND_FACTOR_REMOVED = register_verb(
    "community.second_factor.removed", _("verwijderde een tweede stap bij het aanmelden")
)
FILE_STORED = register_verb("community.file.stored", _("laadde een bestand op"))
FILE_CLEARED = register_verb(
    "community.file.cleared", _("gaf een nagekeken bestand vrij"), audit=False
)
FILE_REFUSED = register_verb("community.file.refused", _("weigerde een opgeladen bestand"))
FILE_DISCARDED = register_verb("community.file.discarded", _("gooide een bestand weg"))
FILE_TEXT_READ = register_verb(
    "community.file.text_read", _("las de tekst van een bestand"), audit=False
)
FILE_TEXT_FAILED = register_verb(
    "community.file.text_failed", _("kon de tekst van een bestand niet lezen")
)
EVENT_PLANNED = register_verb("community.event.planned", _("plande een activiteit"))
EVENT_CHANGED = register_verb("community.event.changed", _("wijzigde een activiteit"))
EVENT_CALLED_OFF = register_verb("community.event.called_off", _("gelastte een activiteit af"))
EVENT_JOINED = register_verb("community.event.joined", _("schreef in voor een activiteit"))
EVENT_LEFT = register_verb("community.event.left", _("annuleerde een inschrijving"))
EVENT_MOVED_UP = register_verb("community.event.moved_up", _("schoof door van de wachtlijst"))
EVENT_ATTENDED = register_verb("community.event.attended", _("noteerde een aanwezigheid"))
EVENT_EVALUATED = register_verb("community.event.evaluated", _("beoordeelde een activiteit"))
EVENT_MAILED = register_verb("community.event.mailed", _("mailde de deelnemers"))
EVENT_MATERIAL = register_verb("community.event.material", _("publiceerde materiaal"))
AGENDA_OPENED = register_verb("community.agenda.opened", _("opende de feed van de eigen agenda"))
AGENDA_CLOSED = register_verb("community.agenda.closed", _("sloot de feed van de eigen agenda"))
FILE_TRIED_AGAIN = register_verb(
    "community.file.tried_again", _("liet een bestand opnieuw nakijken of lezen")
)
