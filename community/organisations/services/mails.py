"""What people hear about invitations, requests and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, email_only, recipients, words
from community.messaging.enums import Channel
from community.messaging.kinds import Kind
from community.messaging.services import notify
from community.notifications import INVITATION, INVITATION_USED, JOIN_DECISION, JOIN_REQUEST
from community.organisations.models import Invitation, JoinRequest, Membership, Organisation
from community.organisations.queries import administrators_of, deciders
from community.organisations.rules import has_administrator

if TYPE_CHECKING:
    from community.accounts.models import User


def send_invitation(invitation: Invitation, token: str) -> None:
    name = invitation.organisation.display_name
    letter = Letter(
        subject=format_lazy(_("Uitnodiging om lid te worden van {name}"), name=name),
        paragraphs=(
            format_lazy(
                _("{inviter} nodigt u uit om voor {name} mee te werken op VlaVirGem."),
                inviter=str(invitation.invited_by), name=name,
            ),
            _("VlaVirGem is de online thuis van de Vlaamse lokale besturen: u deelt er kennis en "
              "krijgt er waarschuwingen over de software die uw bestuur gebruikt."),
            _("De link werkt één keer en veertien dagen lang."),
        ),
        action_label=_("Uitnodiging bekijken"),
        why=_("U krijgt deze mail omdat een beheerder uw e-mailadres opgaf. "
              "Kent u de afzender niet? Dan hoeft u niets te doen."),
    )  # fmt: skip
    notify(
        INVITATION,
        to=email_only(invitation.email),
        content=words(
            letter, url=_address("community:invitation", token), channels=(Channel.EMAIL,)
        ),
        key=f"invitation:{invitation.pk}",
        organisation=invitation.organisation,
        is_demo=invitation.organisation.is_demo,
    )


def tell_accepted_elsewhere(invitation: Invitation, *, by: User) -> None:
    """The administrators hear that a link was used from another address than it was sent to."""
    name = invitation.organisation.display_name
    letter = Letter(
        subject=format_lazy(_("Uitnodiging voor {name} gebruikt met een ander adres"), name=name),
        paragraphs=(
            format_lazy(
                _("De uitnodiging aan {email} is aanvaard door {person} ({other})."),
                email=invitation.email, person=str(by), other=by.email,
            ),
            _("Kent u deze persoon niet? Beëindig dan het lidmaatschap."),
        ),
        action_label=_("Naar uw organisatie"),
    )  # fmt: skip
    told = [each for each in administrators_of(invitation.organisation) if each.pk != by.pk]
    _tell(
        INVITATION_USED, told, letter, "community:organisation",
        f"invitation:{invitation.pk}:elsewhere", invitation.organisation,
    )  # fmt: skip


def tell_asked(request: JoinRequest) -> None:
    organisation = request.organisation
    page = "community:organisation" if has_administrator(organisation) else "community:helpdesk"
    known = (
        _("Het bevestigde e-mailadres hoort bij een maildomein van uw organisatie: "
          "u kunt de aanvraag met één klik goedkeuren.")
        if request.domain_known
        else _("Het maildomein is niet bekend bij de organisatie. Ga na of u deze persoon kent.")
    )  # fmt: skip
    letter = Letter(
        subject=format_lazy(
            _("{person} wil aansluiten bij {name}"),
            person=str(request.user), name=organisation.display_name,
        ),
        paragraphs=(
            format_lazy(
                _("{person} ({email}) vraagt om lid te worden van {name}."),
                person=str(request.user), email=request.user.email,
                name=organisation.display_name,
            ),
            known,
            *((format_lazy(_("Toelichting: {text}"), text=request.message),)
              if request.message else ()),
        ),
        action_label=_("Aanvraag bekijken"),
    )  # fmt: skip
    _tell(JOIN_REQUEST, deciders(organisation), letter, page, f"join:{request.pk}", organisation)


def tell_approved(request: JoinRequest) -> None:
    name = request.organisation.display_name
    letter = Letter(
        subject=format_lazy(_("U bent nu lid van {name}"), name=name),
        paragraphs=(format_lazy(_("Uw aanvraag bij {name} is goedgekeurd."), name=name),),
        action_label=_("Naar uw organisatie"),
    )
    _tell(
        JOIN_DECISION, [request.user], letter, "community:organisation",
        f"join:{request.pk}:approved", request.organisation,
    )  # fmt: skip


def tell_refused(request: JoinRequest) -> None:
    name = request.organisation.display_name
    letter = Letter(
        subject=format_lazy(_("Uw aanvraag bij {name} is geweigerd"), name=name),
        paragraphs=(
            format_lazy(_("De beheerder keurde uw aanvraag bij {name} niet goed."), name=name),
            *((format_lazy(_("Reden: {text}"), text=request.reason),) if request.reason else ()),
        ),
        action_label=_("Een andere organisatie kiezen"),
    )
    _tell(
        JOIN_DECISION, [request.user], letter, "community:join",
        f"join:{request.pk}:refused", request.organisation,
    )  # fmt: skip


def tell_of_roles(membership: Membership, *, key: str) -> None:
    name = membership.organisation.display_name
    letter = Letter(
        subject=format_lazy(_("Uw rollen bij {name} zijn gewijzigd"), name=name),
        paragraphs=(
            format_lazy(
                _("Uw rollen bij {name} zijn nu: {roles}."),
                name=name, roles=_in_a_row(membership.role_labels),
            ),
        ),
        action_label=_("Naar uw organisatie"),
    )  # fmt: skip
    _tell(
        JOIN_DECISION, [membership.user], letter, "community:organisation",
        key, membership.organisation,
    )  # fmt: skip


def tell_removed(membership: Membership) -> None:
    name = membership.organisation.display_name
    letter = Letter(
        subject=format_lazy(_("U bent geen lid meer van {name}"), name=name),
        paragraphs=(
            format_lazy(_("Een beheerder van {name} beëindigde uw lidmaatschap."), name=name),
            _("Wat u eerder schreef, blijft staan onder de naam van het bestuur."),
        ),
        action_label=_("Naar VlaVirGem"),
    )
    _tell(
        JOIN_DECISION, [membership.user], letter, "community:join",
        f"left:{membership.pk}", membership.organisation,
    )  # fmt: skip


def _tell(
    kind: Kind, users: list[User], letter: Letter, page: str, key: str, organisation: Organisation
) -> None:
    if not users:
        return
    channels = (Channel.EMAIL, Channel.WEB)
    notify(
        kind,
        to=recipients(users, channels=channels),
        content=words(letter, url=_address(page), channels=channels),
        key=key,
        organisation=organisation,
        is_demo=organisation.is_demo or all(user.is_demo for user in users),
    )


def _in_a_row(labels: list[Any]) -> Any:
    """Joined only when the letter is written, in the language it is written in."""
    return lazy(lambda: ", ".join(str(label) for label in labels), str)()


def _address(page: str, *args: str) -> str:
    return settings.SITE_URL + reverse(page, args=args)
