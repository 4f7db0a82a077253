from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    MUNICIPALITY = "gemeente", _("Gemeente")
    OCMW = "ocmw", _("OCMW")
    PROVINCE = "provincie", _("Provincie")
    INTERMUNICIPAL = "intercommunale", _("Intercommunale")
    FLEMISH = "vlaamse-overheid", _("Vlaamse overheid")
    SUPPLIER = "leverancier", _("Leverancier")
    FREELANCER = "zelfstandige", _("Zelfstandige")
    PARTNER = "partner", _("Partner (onderwijs of kennis)")
    PLATFORM = "v-ict-or", _("V-ICT-OR")


GOVERNMENTS = (Kind.MUNICIPALITY, Kind.OCMW, Kind.PROVINCE, Kind.INTERMUNICIPAL, Kind.FLEMISH)
"""Kinds that count as a bestuur."""


class Role(TextChoices):
    ADMINISTRATOR = "beheerder", _("Lokale beheerder")
    ICT = "ict", _("ICT-verantwoordelijke")
    CISO = "ciso", _("Informatieveiligheidsconsulent (CISO)")
    DPO = "dpo", _("Functionaris voor gegevensbescherming (DPO)")
    STAFF = "medewerker", _("Medewerker")
    SUPPLIER_EDITOR = "leverancier-redacteur", _("Leverancier-redacteur")
    PLATFORM_ADMIN = "platformbeheerder", _("Platformbeheerder")
    EDITOR = "redacteur", _("Redacteur")
    QRC_EDITOR = "qrc-redacteur", _("QRC-redacteur")
    HELPDESK = "helpdesk", _("Helpdesk")


PLATFORM_ROLES = (Role.PLATFORM_ADMIN, Role.EDITOR, Role.QRC_EDITOR, Role.HELPDESK)
"""Roles that only a membership of the platform's own organisation may carry."""

SUPPLIER_ROLES = (Role.ADMINISTRATOR, Role.SUPPLIER_EDITOR, Role.STAFF)
LOCAL_ROLES = (Role.ADMINISTRATOR, Role.ICT, Role.CISO, Role.DPO, Role.STAFF)

ADMINISTRATORS = (Role.ADMINISTRATOR, Role.PLATFORM_ADMIN)
"""Roles that manage the members of their own organisation."""


def roles_for(kind: str) -> tuple[Role, ...]:
    """The roles a membership of an organisation of this kind may carry."""
    if kind == Kind.PLATFORM:
        return PLATFORM_ROLES
    if kind in (Kind.SUPPLIER, Kind.FREELANCER):
        return SUPPLIER_ROLES
    return LOCAL_ROLES


def administrator_role(kind: str) -> Role:
    return Role.PLATFORM_ADMIN if kind == Kind.PLATFORM else Role.ADMINISTRATOR


class Audience(TextChoices):
    """Who may see a thing: one vocabulary for everything that can be seen."""

    PUBLIC = "publiek", _("Iedereen")
    MEMBERS = "leden", _("Alle leden")
    GOVERNMENTS = "besturen", _("Alleen besturen")
    GROUP = "groep", _("Alleen een groep")
    OWN = "eigen", _("Alleen het eigen bestuur")


class RequestState(TextChoices):
    OPEN = "open", _("Open")
    APPROVED = "goedgekeurd", _("Goedgekeurd")
    REFUSED = "geweigerd", _("Geweigerd")
    WITHDRAWN = "ingetrokken", _("Ingetrokken")
