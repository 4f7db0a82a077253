"""Who hears of a revision, by which channels, and why: one message per address holder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.messaging.bodies import message_id
from community.messaging.enums import HANDED_OVER, Channel
from community.messaging.models import Address, Delivery
from community.messaging.values import Recipient
from community.organisations.models import Organisation
from qrc.advisories.enums import RevisionKind
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.matching.rules import Wish, matching
from qrc.subscriptions.models import Subscriber, Subscription


@dataclass(slots=True)
class Match:
    """All the reasons why one subscriber hears of an advisory."""

    channels: set[str] = field(default_factory=set)
    organisations: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def thread_of(advisory: Advisory) -> str:
    return f"qrc.advisory:{advisory.pk}"


def recipients_of(revision: AdvisoryRevision) -> list[Recipient]:
    """Everyone to be told of this revision; the same list whenever it is asked again, as long
    as subscriptions stay the same."""
    advisory = revision.advisory
    if revision.kind == RevisionKind.WITHDRAWN:
        return _who_got(advisory)
    matches = _matches(advisory, changed_only=revision.kind == RevisionKind.CHANGED)
    first = _first_mails(advisory) if revision.number > 1 else {}
    people = _reachable(matches, first)
    return people if revision.kind == RevisionKind.CHANGED else people + _systems(matches)


def _matches(advisory: Advisory, *, changed_only: bool) -> dict[int, Match]:
    matches: dict[int, Match] = {}
    for wish, words in matching(advisory, _wishes(advisory.tlp)):
        match = matches.setdefault(wish.subscriber_id, Match())
        match.channels.update(_channels(wish, changed_only=changed_only))
        if wish.organisation_id is not None and wish.organisation_id not in match.organisations:
            match.organisations.append(wish.organisation_id)
        match.words += [word for word in words.split(", ") if word and word not in match.words]
    return matches


def _wishes(tlp: str) -> Iterable[Wish]:
    rows = Subscription.objects.active().within(tlp).values_list(
        "id", "subscriber_id", "organisation_id", "min_severity", "words", "keywords", "channels",
        "mail_on_changed",
    )  # fmt: skip
    return [
        Wish(*row[:4], tuple(row[4]), tuple(row[5]), tuple(row[6]), row[7])
        for row in rows.order_by("id").iterator(chunk_size=2000)
    ]


def _channels(wish: Wish, *, changed_only: bool) -> set[str]:
    """A small change stays on the screen, unless the subscription asks for mail."""
    chosen = set(wish.channels)
    if not changed_only:
        return chosen
    return chosen & ({Channel.WEB, Channel.EMAIL} if wish.mail_on_changed else {Channel.WEB})


def _reachable(matches: dict[int, Match], first: dict[str, str]) -> list[Recipient]:
    names = _names({pk for match in matches.values() for pk in match.organisations})
    # All who subscribe: naming ten thousand of them in the query costs more than passing them by.
    anybody = Subscription.objects.active().values("subscriber")
    people = Subscriber.objects.filter(pk__in=anybody).order_by("pk")
    taken: set[int] = set()
    found: list[Recipient] = []
    for pk, email, phone, user, language in people.values_list(
        "pk", "email_id", "phone_id", "user_id", "language"
    ):
        match, name = matches.get(pk), f"subscriber:{pk}"
        if match is None:
            continue
        governments = tuple(names[each] for each in match.organisations)
        parts = {"why": why(language, tuple(match.words), governments)}
        for channel, address in ((Channel.EMAIL, email), (Channel.SMS, phone)):
            if channel in match.channels and address is not None and address not in taken:
                taken.add(address)
                reply = first.get(name, "") if channel == Channel.EMAIL else ""
                found.append(
                    Recipient(name, str(channel), address, user, language, parts, None, reply)
                )
        if Channel.WEB in match.channels and user is not None:
            found.append(Recipient(name, str(Channel.WEB), None, user, language, parts))
    return found


def _systems(matches: dict[int, Match]) -> list[Recipient]:
    """The webhooks of every bestuur for which somebody subscribed to this."""
    concerned = {pk for match in matches.values() for pk in match.organisations}
    webhooks = Address.objects.confirmed().filter(
        channel=Channel.WEBHOOK, organisation_id__in=concerned
    )
    names = _names(concerned)
    return [
        Recipient(
            f"webhook:{each.pk}", str(Channel.WEBHOOK), each.pk, None, each.language,
            {"why": for_systems(each.language, names[each.organisation_id or 0])},
        )
        for each in webhooks.order_by("pk")
    ]  # fmt: skip


def for_systems(language: str, government: str) -> str:
    with translation.override(language):
        return _("Een abonnement van %(name)s vroeg hierom.") % {"name": government}


def _names(organisations: Sequence[int] | set[int]) -> dict[int, str]:
    return {
        each.pk: each.display_name for each in Organisation.objects.filter(pk__in=organisations)
    }


@lru_cache(maxsize=4096)
def why(language: str, words: tuple[str, ...], governments: tuple[str, ...]) -> str:
    """The one sentence that says why this reader gets this message, naming every bestuur."""
    with translation.override(language):
        if words:
            named = ", ".join(f"“{word}”" for word in words)
            reason = _("U krijgt dit omdat u waarschuwingen over %(words)s vroeg") % {
                "words": named
            }
        else:
            reason = _("U krijgt dit omdat u alle waarschuwingen vanaf uw minimale ernst vroeg")
        if not governments:
            return f"{reason}."
        joined = ", ".join(governments)
        form = ngettext(
            "%(reason)s, voor %(names)s.", "%(reason)s, voor deze besturen: %(names)s.",
            len(governments),
        )  # fmt: skip
        return form % {"reason": reason, "names": joined}


def _first_mails(advisory: Advisory) -> dict[str, str]:
    """By recipient: the Message-ID of the first mail in this thread, for the mail reader's thread."""
    rows = (
        Delivery.objects.filter(message__thread=thread_of(advisory), channel=Channel.EMAIL)
        .filter(state__in=HANDED_OVER)
        .order_by("-id")
        .values_list("recipient", "key")
    )
    return {recipient: message_id(key) for recipient, key in rows}


def _who_got(advisory: Advisory) -> list[Recipient]:
    """Exactly those who have, or may have, the original, on the channels that carried it.

    Who stopped his warnings on a channel since then hears nothing there: he asked for silence.
    """
    thread = Delivery.objects.filter(message__thread=thread_of(advisory))
    told = thread.filter(Q(state__in=HANDED_OVER) | Q(maybe_double=True)).exclude(
        message__alert__revision__kind="changed"
    )
    told = told.exclude(
        Exists(
            Delivery.objects.filter(
                message__thread=thread_of(advisory),
                message__alert__revision__kind=RevisionKind.WITHDRAWN,
                recipient=OuterRef("recipient"), channel=OuterRef("channel"),
                pk__gt=OuterRef("pk"),
            )
        )
    )  # fmt: skip
    rows = list(told.order_by("pk"))
    people = {row.recipient for row in rows if row.channel != Channel.WEBHOOK}
    first, listening = _first_mails(advisory), _listening(people)
    found: dict[tuple[str, str], Recipient] = {}
    for row in rows:
        is_system = row.channel == Channel.WEBHOOK
        if not is_system and row.channel not in listening.get(row.recipient, ()):
            continue
        reply = first.get(row.recipient, "") if row.channel == Channel.EMAIL else ""
        found.setdefault(
            (row.recipient, row.channel),
            Recipient(
                row.recipient, row.channel, row.address_id, row.user_id, row.language,
                {"why": got_original(row.language)}, None, reply,
            ),
        )  # fmt: skip
    return list(found.values())


def _listening(recipients: set[str]) -> dict[str, set[str]]:
    """By recipient: the channels on which any of his subscriptions still runs."""
    keys = [int(name.removeprefix("subscriber:")) for name in recipients]
    running = Subscription.objects.active().filter(subscriber__in=keys)
    listening: dict[str, set[str]] = {}
    for key, channels in running.values_list("subscriber", "channels"):
        listening.setdefault(f"subscriber:{key}", set()).update(channels)
    return listening


def got_original(language: str) -> str:
    with translation.override(language):
        return _("U krijgt dit omdat u de oorspronkelijke waarschuwing ontving.")
