from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.kit.validators import validate_email_address
from community.organisations.enums import Kind, Role, administrator_role, roles_for
from community.organisations.models import Organisation

EXPLAINED = {
    Role.ADMINISTRATOR: _("nodigt collega’s uit en beheert de rollen"),
    Role.ICT: _("beheert de software en de systemen"),
    Role.CISO: _("waakt over de informatieveiligheid"),
    Role.DPO: _("waakt over de bescherming van persoonsgegevens"),
    Role.STAFF: _("leest mee en krijgt meldingen"),
    Role.SUPPLIER_EDITOR: _("houdt de gegevens van uw oplossingen bij"),
    Role.PLATFORM_ADMIN: _("beheert het platform en zijn mensen"),
    Role.EDITOR: _("schrijft en beheert de inhoud"),
    Role.QRC_EDITOR: _("beheert bronnen en waarschuwingen"),
    Role.HELPDESK: _("helpt leden en keurt eerste beheerders goed"),
}


class RolesForm(forms.Form):
    """Ticks for the roles that this kind of organisation knows."""

    roles = forms.MultipleChoiceField(
        label=_("Rollen"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één rol.")},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["roles"].choices = [  # type: ignore[attr-defined]
            (role.value, f"{role.label}: {EXPLAINED[role]}")
            for role in roles_for(organisation.kind)
        ]


class InviteForm(RolesForm):
    email = forms.EmailField(
        label=_("E-mailadres van uw collega"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "roles")

    def clean_email(self) -> str:
        return validate_email_address(self.cleaned_data["email"])


class AskForm(RolesForm):
    message = forms.CharField(
        label=_("Toelichting"),
        help_text=_("Bijvoorbeeld uw functie. Wie beslist, leest dit."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, has_administrator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.organisation.kind
        first = administrator_role(kind) if not has_administrator else roles_for(kind)[-1]
        self.fields["roles"].initial = [first]


class RefuseForm(forms.Form):
    reason = forms.CharField(label=_("Reden"), required=False, max_length=500)


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=_("Maildomein"),
        help_text=_("Het deel na het apenstaartje, bijvoorbeeld uwgemeente.be."),
        max_length=253,
    )


class PickForm(forms.Form):
    """Search-as-you-type; works as a plain GET form too."""

    zoek = forms.CharField(
        label=_("Naam of KBO-nummer"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    soort = forms.ChoiceField(label=_("Soort"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in Kind.choices if choice[0] != Kind.PLATFORM]
        self.fields["soort"].choices = [("", _("Alle soorten")), *kinds]  # type: ignore[attr-defined]


class AllowanceForm(forms.Form):
    organisation = forms.CharField(
        label=_("Organisatie"), help_text=_("Naam of KBO-nummer."), max_length=160
    )
    monthly_cap = forms.IntegerField(
        label=_("Sms'en per maand"), min_value=0, max_value=1_000_000,
        help_text=_("Een lange sms telt voor twee of meer."),
    )  # fmt: skip
    reserve = forms.IntegerField(
        label=_("Deel alleen voor kritieke waarschuwingen (%)"), min_value=0, max_value=100,
        initial=20,
    )  # fmt: skip

    def clean_organisation(self) -> Organisation:
        typed = self.cleaned_data["organisation"]
        found = list(Organisation.objects.active().matching(typed)[:6])
        exact = [each for each in found if typed.casefold() in _names(each)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(_("Wij vinden geen organisatie met die naam."))
        raise forms.ValidationError(
            _("Dit past bij meer dan één organisatie: %(names)s. Geef het KBO-nummer."),
            params={"names": ", ".join(f"{each} ({each.kbo_dotted})" for each in found)},
        )


def _names(organisation: Organisation) -> set[str]:
    return {
        organisation.display_name.casefold(), organisation.kbo or "", organisation.kbo_dotted,
    }  # fmt: skip
