"""What people hear of moderation: who waits, who is affected, and who flagged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, email_only, recipients, words
from community.messaging.bodies import unmarked
from community.messaging.enums import Channel
from community.messaging.kinds import Kind
from community.messaging.services import notify
from community.moderation.enums import (
    AppealOutcome,
    FlagOutcome,
    Found,
    Gravity,
    Ground,
    Measure,
    Why,
)
from community.moderation.rules import moderators_of
from community.notifications import FLAG_OUTCOME, NOTICE, REVIEW_ITEM, STATEMENT

if TYPE_CHECKING:
    from community.moderation.models import Appeal, Decision, Flag, ReviewItem
    from community.moderation.things import Thing

BOTH = (Channel.EMAIL, Channel.WEB)
AUTOMATION = {
    Found.SYSTEM: _("Software: die wees het aan; een mens besliste."),
}
NO_SOFTWARE = _("Software: die kwam er niet aan te pas; een mens besliste.")


def tell_waiting(item: ReviewItem, thing: Thing | None) -> None:
    """Moderators: by mail when it is grave or an appeal, else on the screen alone. Nothing of the
    words themselves: they are read where it is decided."""
    by_mail = item.gravity == Gravity.GRAVE or item.why == Why.APPEAL
    why = Why(item.why).label
    letter = Letter(
        format_lazy(_("Te bekijken: {why}"), why=why),
        (format_lazy(_("Er wacht iets op uw nazicht ({why}, {gravity})."), why=why,
                     gravity=Gravity(item.gravity).label),
         _("Wie het eerst opent, heeft het een halfuur voor zich.")),
        _("Bekijken"),
    )  # fmt: skip
    author = thing.author if thing else None
    _say(
        REVIEW_ITEM, moderators_of(item), letter, _url("review-item", item.pk),
        key=f"review:{item.pk}:{item.gravity}", channels=BOTH if by_mail else (Channel.WEB,),
        is_demo=bool(author and author.is_demo),
    )  # fmt: skip


def tell_decided(decision: Decision, thing: Thing | None) -> None:
    """The statement of reasons: in the mail itself, and on a page (DSA, art. 17)."""
    if decision.author is None or not decision.author.is_active:
        return
    title = unmarked(decision.title)
    if decision.reverses is not None:
        letter = Letter(
            format_lazy(_("Wij namen een beslissing terug: {title}"), title=title),
            (_("Een eerdere beslissing over wat u schreef, vervalt."), *_reasons(decision)),
            _("Beslissing bekijken"),
        )
    else:
        letter = Letter(
            format_lazy(_("Beslissing over wat u schreef: {title}"), title=title),
            (format_lazy(_("Wij beslisten: {measure}."), measure=Measure(decision.measure).label),
             *_reasons(decision)),
            _("Beslissing bekijken of bezwaar maken"),
        )  # fmt: skip
    _say(
        STATEMENT, [decision.author], letter, _url("decision", decision.pk),
        key=f"decision:{decision.pk}", is_demo=decision.author.is_demo,
    )  # fmt: skip


def _reasons(decision: Decision) -> tuple[Any, ...]:
    """The fields of art. 17(3) that say something, one paragraph each."""
    ground = Ground(decision.ground).label
    on = format_lazy(
        "{ground}: {article}", ground=ground, article=unmarked(decision.article)
    ) if decision.article else ground  # fmt: skip
    said = (
        (decision.scope, _("Wat dit betekent: {text}")),
        (decision.facts, _("Wat wij zagen: {text}")),
        (decision.explanation, _("Waarom: {text}")),
    )
    lines = tuple(
        format_lazy(form, text=unmarked(" ".join(str(text).split()))) for text, form in said if text
    )
    software = AUTOMATION.get(Found(decision.found), NO_SOFTWARE)
    redress = (unmarked(decision.redress),) if decision.redress else ()
    return (*lines, format_lazy(_("Waarop het steunt: {on}"), on=on), software, *redress)


def tell_outcome(flag: Flag, decision: Decision) -> None:
    """Who flagged hears what became of it, and nothing more of who wrote it."""
    title = unmarked(decision.title)
    followed = flag.outcome == FlagOutcome.FOLLOWED
    said = (
        _("Wij keken het na en grepen in. Dank u om het te signaleren.")
        if followed
        else _("Wij keken het na. Het mag blijven staan.")
    )
    more = (unmarked(decision.explanation),) if decision.explanation and not followed else ()
    letter = Letter(
        format_lazy(_("Wat u signaleerde: {title}"), title=title),
        (said, *more,
         _("Een mens besliste. Bent u het er niet mee eens, antwoord dan aan de helpdesk; u kunt "
           "ook naar de rechtbank.")),
        _("Mijn signalen bekijken") if flag.reporter_id else "",
    )  # fmt: skip
    key = f"flag:{flag.pk}:outcome"
    if flag.reporter is not None:
        _say(
            FLAG_OUTCOME, [flag.reporter], letter, _url("my-flags"), key=key,
            is_demo=flag.reporter.is_demo,
        )  # fmt: skip
    elif flag.email:
        _say_to_visitor(flag, letter, key)


def tell_received(flag: Flag, thing: Thing) -> None:
    """That his notice came in (DSA, art. 16(4))."""
    letter = Letter(
        format_lazy(_("Wij ontvingen uw melding: {title}"), title=unmarked(thing.title)),
        (_("Wij kijken na of dit strijdig is met een wet. U hoort wat wij beslissen."),
         format_lazy(_("Uw uitleg: {text}"), text=unmarked(flag.words))),
    )  # fmt: skip
    _say_to_visitor(flag, letter, f"flag:{flag.pk}:received")


def tell_appeal_answered(appeal: Appeal) -> None:
    decision = appeal.decision
    if decision.author is None or not decision.author.is_active:
        return
    kept = appeal.outcome == AppealOutcome.KEPT
    letter = Letter(
        format_lazy(_("Antwoord op uw bezwaar: {title}"), title=unmarked(decision.title)),
        (_("Wij keken opnieuw. De beslissing blijft.") if kept
         else _("Wij keken opnieuw. U krijgt gelijk: de beslissing vervalt."),
         format_lazy(_("Waarom: {text}"), text=unmarked(appeal.answer)),
         *((_("Bent u het nog niet eens, dan kunt u naar de rechtbank."),) if kept else ())),
        _("Beslissing bekijken"),
    )  # fmt: skip
    _say(
        STATEMENT, [decision.author], letter, _url("decision", decision.pk),
        key=f"appeal:{appeal.pk}:answer", is_demo=decision.author.is_demo,
    )  # fmt: skip


def _say_to_visitor(flag: Flag, letter: Letter, key: str) -> None:
    notify(
        NOTICE, to=email_only(flag.email), key=f"moderation:{key}",
        content=words(letter, url="", channels=(Channel.EMAIL,)),
    )  # fmt: skip


def _say(
    kind: Kind, people: Iterable[Any], letter: Letter, url: str, *, key: str, is_demo: bool,
    channels: tuple[str, ...] = BOTH,
) -> None:  # fmt: skip
    to = recipients(people, channels=channels)
    if to:
        content = words(letter, url=url, channels=channels)
        notify(kind, to=to, content=content, key=f"moderation:{key}", is_demo=is_demo)


def _url(name: str, *args: object) -> str:
    return settings.SITE_URL + reverse(f"community:{name}", args=args)
