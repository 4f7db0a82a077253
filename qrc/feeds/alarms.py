"""What the QRC-redacteuren hear about sources in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.organisations.queries import qrc_editors
from qrc.feeds.models import Source
from qrc.notifications import SOURCE_ALARM

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Lazy

CHANNELS = (Channel.EMAIL, Channel.WEB)
WHY = _("U krijgt dit omdat u de bronnen van de QRC beheert.")


def tell_gone(*, source_id: int, key: str) -> None:
    """The source says it no longer exists: it is not asked again until an editor decides."""
    _tell(
        source_id, key, _("Bron {name} is opgeheven"),
        _("De bron antwoordt dat ze niet meer bestaat (410). Wij halen ze niet meer op."),
        _("Geef het nieuwe adres op, of schakel de bron weer in als dit een vergissing was."),
    )  # fmt: skip


def tell_failing(*, source_id: int, key: str) -> None:
    """The source failed several times in a row; it is asked less often, but always again."""
    _tell(
        source_id, key, _("Bron {name} faalt"),
        _("Wij konden deze bron meermaals na elkaar niet lezen. Wij blijven het proberen."),
        _("De laatste fout: {error}"),
    )  # fmt: skip


def tell_moved(*, source_id: int, key: str) -> None:
    """The source says that it lives elsewhere for good; an editor decides whether to follow."""
    _tell(
        source_id, key, _("Bron {name} is verhuisd"),
        _("De bron stuurt ons blijvend door naar {address}."),
        _("Kijk na of dat adres van dezelfde uitgever is, en volg het dan."),
    )  # fmt: skip


def _tell(source_id: int, key: str, subject: Lazy, *paragraphs: Lazy) -> None:
    source = Source.objects.filter(pk=source_id).first()
    editors = qrc_editors()
    if source is None or not editors:
        return
    about = {"name": source.name, "error": source.last_error, "address": source.moved_to}
    letter = Letter(
        subject=format_lazy(subject, **about),
        paragraphs=tuple(format_lazy(each, **about) for each in paragraphs),
        action_label=_("Bron bekijken"),
        why=WHY,
    )
    path = reverse("qrc:source-detail", args=[source.pk])
    notify(
        SOURCE_ALARM,
        to=recipients(editors, channels=CHANNELS),
        content=words(letter, url=f"{settings.SITE_URL}{path}", channels=CHANNELS),
        key=key,
        is_demo=source.is_demo,
    )
