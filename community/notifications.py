"""The messages that people and organisations can cause."""

from django.utils.translation import gettext_lazy as _

from community.messaging import own_kinds
from community.messaging.enums import Channel
from community.messaging.kinds import Kind, register_kind

OF_THE_ENGINE = (own_kinds.CONFIRM_EMAIL, own_kinds.CONFIRM_PHONE, own_kinds.WEBHOOK_TEST)
"""Messages that messaging sends by itself; named here so that every process knows them."""

ACCOUNT = register_kind(
    Kind(
        "community.account",
        _("Uw account"),
        _("Bevestiging van uw e-mailadres, nieuw wachtwoord en andere mails over uw account."),
        channels=(Channel.EMAIL,),
        can_be_disabled=False,
        to_unconfirmed=True,
        priority=1,
        order=90,
    )
)
INVITATION = register_kind(
    Kind(
        "community.invitation",
        _("Uitnodiging"),
        _("Een organisatie nodigt u uit om lid te worden."),
        channels=(Channel.EMAIL,),
        can_be_disabled=False,
        to_unconfirmed=True,
        priority=3,
        order=80,
    )
)
INVITATION_USED = register_kind(
    Kind(
        "community.invitation_used",
        _("Uitnodiging met een ander adres gebruikt"),
        _("Iemand aanvaardde uw uitnodiging met een ander adres dan u opgaf."),
        can_be_disabled=False,
        order=83,
    )
)
JOIN_REQUEST = register_kind(
    Kind(
        "community.join_request",
        _("Aanvraag om aan te sluiten"),
        _("Iemand wil lid worden van een organisatie waarvan u beheerder bent."),
        order=81,
    )
)
ADDRESS_LOST = register_kind(
    Kind(
        "community.address_lost",
        _("Uw berichten komen niet aan"),
        _("Een adres of nummer van u kan onze berichten niet meer ontvangen."),
        channels=(Channel.EMAIL, Channel.SMS, Channel.WEB),
        can_be_disabled=False,
        priority=3,
        order=84,
    )
)
SMS_CAP = register_kind(
    Kind(
        "community.sms_cap",
        _("Sms-budget op"),
        _("De sms'en van uw bestuur voor deze maand zijn op."),
        can_be_disabled=False,
        order=85,
    )
)
JOIN_DECISION = register_kind(
    Kind(
        "community.join_decision",
        _("Antwoord op uw aanvraag"),
        _("Uw aanvraag is goedgekeurd of geweigerd, of uw lidmaatschap is gewijzigd."),
        can_be_disabled=False,
        order=82,
    )
)
EVENT_PLACE = register_kind(
    Kind(
        "community.event_place",
        _("Uw inschrijvingen"),
        _("Bevestiging, wachtlijst, doorschuiven en annulering van uw inschrijving."),
        can_be_disabled=False,
        newest_only=True,
        priority=3,
        order=70,
    )
)
EVENT_CHANGED = register_kind(
    Kind(
        "community.event_changed",
        _("Activiteit gewijzigd of afgelast"),
        _("Een activiteit waarvoor u inschreef, krijgt een ander moment of een andere plaats, of gaat niet door."),
        can_be_disabled=False,
        newest_only=True,
        priority=3,
        order=71,
    )
)  # fmt: skip
EVENT_REMINDER = register_kind(
    Kind(
        "community.event_reminder",
        _("Herinnering aan een activiteit"),
        _("De dag voordien: waar en wanneer u verwacht wordt."),
        newest_only=True,
        order=72,
    )
)
EVENT_WORD = register_kind(
    Kind(
        "community.event_word",
        _("Bericht van de organisator"),
        _("Praktische berichten over een activiteit waarvoor u inschreef."),
        can_be_disabled=False,
        order=73,
    )
)
EVENT_EVALUATION = register_kind(
    Kind(
        "community.event_evaluation",
        _("Vraag naar uw mening"),
        _("Na een activiteit: vier korte vragen, zonder naam."),
        order=74,
    )
)
FILE_VIRUS = register_kind(
    Kind(
        "community.file_virus",
        _("Virus in uw bestand"),
        _("In een bestand dat u oplaadde, werd een virus gevonden."),
        can_be_disabled=False,
        priority=3,
        order=86,
    )
)
