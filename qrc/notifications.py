"""The messages the QRC can send."""

from django.utils.translation import gettext_lazy as _

from community.messaging.kinds import Kind, register_kind
from community.organisations.rules import is_qrc_editor

LIST = "qrc"
WEEKLY_LIST = "qrc-week"

ALERT = register_kind(
    Kind(
        "qrc.alert",
        _("Waarschuwing van de QRC"),
        _("Nieuwe, ernstiger geworden en ingetrokken waarschuwingen van uw abonnementen."),
        channels=("email", "sms", "web", "webhook", "teams"),
        # The subscription itself says what one wants; a second switch would hide warnings.
        can_be_disabled=False,
        list_id=LIST,
        priority=2,
    )
)
SMS_INSTEAD = register_kind(
    Kind(
        "qrc.sms_instead",
        _("Waarschuwing die niet per sms kon"),
        _("Het sms-budget van uw bestuur is op: dezelfde tekst per mail."),
        channels=("email", "web"),
        can_be_disabled=False,
        priority=2,
    )
)
SOURCE_ALARM = register_kind(
    Kind(
        "qrc.source_alarm",
        _("Een bron vraagt aandacht"),
        _("Een bron faalt, zwijgt, is verhuisd, is opgeheven of trekt veel in."),
        channels=("email", "web"),
        audience=is_qrc_editor,
    )
)
SECOND_LOOK = register_kind(
    Kind(
        "qrc.second_look",
        _("Een tweede redacteur is nodig"),
        _("Een waarschuwing of de vrijgave van een bron wacht op een tweede redacteur."),
        channels=("email", "web"),
        audience=is_qrc_editor,
        priority=3,
    )
)
PORTFOLIO_OVERVIEW = register_kind(
    Kind(
        "qrc.portfolio_overview",
        _("Overzicht bij een gewijzigd portfolio"),
        _("Welke waarschuwingen al openstaan voor wat u aan uw portfolio toevoegde."),
        channels=("email", "web"),
        list_id="qrc-portfolio",
        priority=4,
    )
)
BUNDLE = register_kind(
    Kind(
        "qrc.bundle",
        _("Bundel van waarschuwingen"),
        _("Wat u niet meteen maar samen wilde horen: gebundeld, dagelijks of wekelijks."),
        channels=("email", "sms", "web"),
        # As a warning: the subscription says what one wants, and one way out leaves both.
        can_be_disabled=False,
        list_id=LIST,
        # Whatever is told at once goes first.
        priority=6,
    )
)
WEEKLY = register_kind(
    Kind(
        "qrc.weekly",
        _("Weekoverzicht van de QRC"),
        _("Elke maandag: wat u van ons kreeg, en of de bronnen gezond waren."),
        channels=("email", "web"),
        list_id=WEEKLY_LIST,
        # Whatever warns goes first.
        priority=8,
    )
)
SIGHTING = register_kind(
    Kind(
        "qrc.sighting",
        _("Uw melding aan de QRC"),
        _("Wat de redactie deed met wat u meldde."),
        channels=("web",),
    )
)
ESCALATION = register_kind(
    Kind(
        "qrc.escalation",
        _("Niemand bevestigde een waarschuwing"),
        _("Herinnering wanneer nog niemand van uw bestuur een ernstige waarschuwing bevestigde."),
        channels=("email", "sms", "web"),
        list_id="qrc-escalation",
        priority=2,
    )
)
DRILL = register_kind(
    Kind(
        "qrc.drill",
        _("Oefening van de QRC"),
        _("Een oefening toont of wij u bereiken als het ernst is."),
        channels=("email", "sms", "web"),
        # It goes the way a warning would: a switch of its own would make it measure something else.
        can_be_disabled=False,
        priority=6,
    )
)
