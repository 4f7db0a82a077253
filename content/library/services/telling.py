"""What people hear about documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.groups.telling import leaders
from community.messaging.enums import Channel
from community.messaging.kinds import Kind
from community.messaging.services import notify
from community.organisations.enums import Kind as OrganisationKind
from community.organisations.enums import Role
from community.organisations.models import Membership
from content.library.enums import Status
from content.notifications import DOCUMENT_DECIDED, DOCUMENT_DUE

if TYPE_CHECKING:
    from community.accounts.models import User
    from content.library.models import LibraryDocument

CHANNELS = (Channel.EMAIL, Channel.WEB)


def tell_decided(document: LibraryDocument) -> None:
    """Who proposed it hears what became of it."""
    title = document.title
    if document.status == Status.PUBLISHED:
        letter = Letter(
            subject=format_lazy(_("„{title}” staat in de bibliotheek"), title=title),
            paragraphs=(
                format_lazy(_("De redactie publiceerde uw document „{title}”."), title=title),
                _("Dank u: anderen bouwen erop verder."),
            ),
            action_label=_("Document bekijken"),
        )
    else:
        letter = Letter(
            subject=format_lazy(_("„{title}” komt niet in de bibliotheek"), title=title),
            paragraphs=(
                format_lazy(_("De redactie nam uw document „{title}” niet op."), title=title),
                format_lazy(_("De reden: {reason}"), reason=document.reason),
                _("Pas het aan en stel het gerust opnieuw voor."),
            ),
            action_label=_("Document bekijken"),
        )
    _tell(DOCUMENT_DECIDED, document, [document.uploaded_by_user], letter, "decided")


def tell_due(document: LibraryDocument) -> None:
    """Its owner, and the editors when it has none who still works with us."""
    letter = Letter(
        subject=format_lazy(_("Klopt „{title}” nog?"), title=document.title),
        paragraphs=(
            format_lazy(
                _("U staat in voor „{title}” in de bestandsbibliotheek. Vandaag is het tijd om na "
                  "te kijken of het nog klopt."),
                title=document.title,
            ),
            _("Klopt het nog? Zeg dat dan op zijn pagina. Klopt het niet meer, voeg dan een nieuwe "
              "versie toe of archiveer het."),
        ),
        action_label=_("Document nakijken"),
        why=_("Wij herinneren u één keer per datum."),
    )  # fmt: skip
    owner = document.owner
    people = [owner] if owner is not None and owner.is_active else _keepers(document)
    _tell(DOCUMENT_DUE, document, people, letter, f"due:{document.review_due}")


def _keepers(document: LibraryDocument) -> list[User]:
    """Who looks after what nobody answers for: of a group's its leaders, and no editor."""
    return leaders(document.group) if document.group is not None else _editors()


def _editors() -> list[User]:
    rows = Membership.objects.current().filter(organisation__kind=OrganisationKind.PLATFORM)
    found = rows.with_role(Role.EDITOR, Role.PLATFORM_ADMIN).select_related("user")
    return [each.user for each in found if each.user.is_active]


def _tell(
    kind: Kind, document: LibraryDocument, people: Iterable[Any], letter: Letter, key: str
) -> None:
    to = [each for each in people if each is not None]
    if not to:
        return
    url = settings.SITE_URL + reverse("content:document", args=[document.pk])
    notify(
        kind,
        to=recipients(to, channels=CHANNELS),
        content=words(letter, url=url, channels=CHANNELS),
        key=f"content.document:{document.pk}:{key}",
        is_demo=document.is_demo or all(each.is_demo for each in to),
    )
