"""The messages that the engine itself sends; the house's face `notifications.py` brings them in."""

from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.messaging.kinds import Kind, register_kind

CONFIRM_EMAIL = register_kind(
    Kind(
        "messaging.confirm_email",
        _("Bevestiging van een e-mailadres"),
        _("De vraag of een e-mailadres van u is."),
        channels=(Channel.EMAIL,),
        can_be_disabled=False,
        to_unconfirmed=True,
        priority=1,
        order=91,
    )
)
CONFIRM_PHONE = register_kind(
    Kind(
        "messaging.confirm_phone",
        _("Bevestiging van een gsm-nummer"),
        _("De code waarmee u een gsm-nummer bevestigt."),
        channels=(Channel.SMS,),
        can_be_disabled=False,
        to_unconfirmed=True,
        priority=1,
        order=92,
    )
)
WEBHOOK_TEST = register_kind(
    Kind(
        "messaging.webhook_test",
        _("Proefbericht"),
        _("Het bericht waarmee u een webhook of Teams-kanaal test."),
        channels=(Channel.WEBHOOK, Channel.TEAMS),
        can_be_disabled=False,
        priority=1,
        order=93,
    )
)
