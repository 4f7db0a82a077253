"""The messages the QRC can send."""

from django.utils.translation import gettext_lazy as _

from community.messaging.kinds import Kind, register_kind

LIST = "qrc"

ALERT = register_kind(
    Kind(
        "qrc.alert",
        _("Waarschuwing van de QRC"),
        _("Nieuwe, ernstiger geworden en ingetrokken waarschuwingen van uw abonnementen."),
        channels=("email", "sms", "web", "webhook"),
        # The subscription itself says what one wants; a second switch would hide warnings.
        can_be_disabled=False,
        list_id=LIST,
        priority=2,
    )
)
SOURCE_ALARM = register_kind(
    Kind(
        "qrc.source_alarm",
        _("Een bron vraagt aandacht"),
        _("Een bron faalt, is verhuisd of is opgeheven. Voor QRC-redacteuren."),
        channels=("email", "web"),
    )
)
