"""What the QRC-redacteuren hear about sources in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.organisations.queries import qrc_editors
from qrc.advisories.holding import waiting_of
from qrc.feeds.enums import CUT_OFF
from qrc.feeds.health import rhythm_in_words
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


def tell_failing(*, source_id: int, key: str, error: str = "") -> None:
    """The source failed several times in a row; it is asked less often, but always again.

    `error` is the code of the failure: half a list is called by its name.
    """
    if error in CUT_OFF:
        _tell(
            source_id, key, _("Bron {name} stuurt een afgebroken lijst"),
            _("De bron antwoordt, maar wat zij stuurt is onvolledig. Wij nemen er niets van over "
              "en bewaren wat er al stond."),
            _("De laatste fout: {error}"),
        )  # fmt: skip
        return
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


def tell_held(*, source_id: int, key: str) -> None:
    """Too many withdrawals came at once: an editor believes them or not."""
    _tell(
        source_id, key, _("Bron {name} trekt ineens veel waarschuwingen in"),
        _("{held} intrekkingen wachten. Zolang niemand beslist, blijven die waarschuwingen staan."),
        _("Kijk bij de bron na of het klopt, en aanvaard of behoud ze dan."),
    )  # fmt: skip


def tell_silent(*, source_id: int, key: str) -> None:
    """The source answers, and brings nothing for longer than its own rhythm allows."""
    _tell(
        source_id, key, _("Bron {name} zwijgt ongewoon lang"),
        _("De bron antwoordt, maar bracht al {days} dagen niets nieuws. Gewoonlijk komt er nieuws "
          "{rhythm}."),
        _("Kijk op de website van de uitgever of de feed nog wordt bijgehouden, en of het adres "
          "nog klopt."),
    )  # fmt: skip


def tell_spoke(*, source_id: int, key: str) -> None:
    """A silence that editors heard of is over."""
    _tell(
        source_id, key, _("Bron {name} brengt weer nieuws"),
        _("De stilte is voorbij: de bron bracht opnieuw berichten. U hoeft niets te doen."),
    )  # fmt: skip


def _silent_days(source: Source) -> int:
    if source.last_news_at is None or source.last_ok_at is None:
        return 0
    return (source.last_ok_at - source.last_news_at).days


def _tell(source_id: int, key: str, subject: Lazy, *paragraphs: Lazy) -> None:
    source = Source.objects.filter(pk=source_id).first()
    editors = qrc_editors()
    if source is None or not editors:
        return
    about = {
        "name": source.name, "error": source.last_error, "address": source.moved_to,
        "held": waiting_of(source).count(),
        "days": _silent_days(source), "rhythm": lazy(rhythm_in_words, str)(source),
    }  # fmt: skip
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
