"""Who hears of a revision, by which channels, when and why: one message per address holder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.messaging.bodies import message_id
from community.messaging.enums import HANDED_OVER, Channel
from community.messaging.models import Address, Delivery
from community.messaging.values import Recipient
from community.organisations.models import Organisation
from qrc.advisories.cve_facts import known_of
from qrc.advisories.enums import RevisionKind, Severity, Tlp
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.rises import Rise
from qrc.alerts.reasons import (
    Because,
    because,
    for_systems,
    from_portfolio,
    got_original,
    risen,
    why,
)
from qrc.alerts.timing import is_urgent
from qrc.bundles.queries import told_in_bundles
from qrc.bundles.rhythms import RINGING, spread
from qrc.bundles.values import Aside
from qrc.cases.enums import Via
from qrc.cases.links import acknowledge_url
from qrc.cases.rules import IN_CIRCLE, is_worth_a_mail
from qrc.contacts.queries import contacts_of
from qrc.contacts.services import contacts_among, subscribers_for
from qrc.matching.models import Hit
from qrc.matching.rules import Wish, matching
from qrc.subscriptions.enums import Cadence
from qrc.subscriptions.models import Subscriber, Subscription
from qrc.subscriptions.wishes import wishes_of

THREAD = "qrc.advisory:"
"""Before the key of an advisory: the thread of all that is said about it."""
FEW = 2000
"""Up to so many readers are asked for by name; more are found by passing all of them by."""


@dataclass(slots=True)
class Match:
    """All the reasons why one subscriber hears of an advisory."""

    # What is told at once.
    channels: set[str] = field(default_factory=set)
    # By slower rhythm, the channels that follow it.
    later: dict[str, set[str]] = field(default_factory=dict)
    # Of each reason to tell him at once, how many an hour it allows; None: any number.
    most: set[int | None] = field(default_factory=set)
    organisations: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    asked: bool = False
    because: list[Because] = field(default_factory=list)
    # What brings it to him only now.
    rise: Rise | None = None

    def reason(self, language: str, names: dict[int, str]) -> str:
        """What is new first, then the portfolio: it is what one must act on."""
        parts = [risen(language, self.rise)] if self.rise else []
        parts += [from_portfolio(language, self.because)] if self.because else []
        if self.asked:
            governments = tuple(names[each] for each in self.organisations)
            parts.append(why(language, tuple(self.words), governments))
        return " ".join(parts)


@dataclass(slots=True)
class Audience:
    """Everyone who hears of a revision: now, or in the bundle of his rhythm."""

    now: list[Recipient] = field(default_factory=list)
    later: list[Aside] = field(default_factory=list)
    # By the name of a reader who wants no flood: so many an hour by one channel.
    most: dict[str, int] = field(default_factory=dict)


def thread_of(advisory: Advisory) -> str:
    return f"{THREAD}{advisory.pk}"


def audience_of(revision: AdvisoryRevision, hits: Sequence[Hit] = ()) -> Audience:
    """Everyone to be told of this revision; the same whenever it is asked again, as long
    as subscriptions, portfolios and contacts stay the same. `hits` are those that stand now."""
    advisory = revision.advisory
    if revision.kind == RevisionKind.WITHDRAWN:
        return _who_got_any(revision)
    hits = [each for each in hits if each.asks]
    names = _names({each.organisation_id for each in hits})
    matches = _matches(revision, hits, names, _wishes(advisory.tlp))
    _add_contacts(matches, revision, hits, names)
    first = _first_mails(advisory) if revision.number > 1 else {}
    heard = _reachable(matches, first, revision)
    if revision.kind != RevisionKind.CHANGED:
        hit = {each.organisation_id for each in hits}
        heard.now += _systems(matches, hit, advisory.tlp)
    return heard


def reached_later(
    revision: AdvisoryRevision, rise: Rise, wishes: Sequence[Wish], hits: Sequence[Hit] = ()
) -> Audience:
    """Whom these wishes bring a revision that was told before, because of a rise."""
    hits = [each for each in hits if each.asks]
    names = _names({each.organisation_id for each in hits})
    matches = _matches(revision, hits, names, wishes)
    for each in matches.values():
        each.rise = rise
    heard = _reachable(matches, _first_mails(revision.advisory), revision)
    heard.now += _systems(matches, set(), revision.advisory.tlp)
    return heard


def _wishes(tlp: str) -> list[Wish]:
    return wishes_of(Subscription.objects.active().within(tlp))


def _matches(
    revision: AdvisoryRevision, hits: Sequence[Hit], names: dict[int, str], wishes: Sequence[Wish]
) -> dict[int, Match]:
    matches: dict[int, Match] = {}
    advisory = revision.advisory
    by_government = _by_government(hits)
    known = known_of([advisory])[advisory.pk]
    urgent = is_urgent(revision, known)
    for wish, words in matching(advisory, wishes, known=known, hit=by_government):
        match = matches.setdefault(wish.subscriber_id, Match())
        _at_its_time(match, wish, _channels(wish, revision.kind), urgent=urgent)
        if wish.portfolio and wish.organisation_id is not None:
            rows = by_government[wish.organisation_id]
            told = [because(each, names[wish.organisation_id]) for each in rows]
            match.because += [each for each in told if each not in match.because]
            continue
        match.asked = True
        if wish.organisation_id is not None and wish.organisation_id not in match.organisations:
            match.organisations.append(wish.organisation_id)
        match.words += [word for word in words.split(", ") if word and word not in match.words]
    return matches


def _at_its_time(match: Match, wish: Wish, channels: set[str], *, urgent: bool) -> None:
    if wish.cadence == Cadence.IMMEDIATE or (urgent and wish.urgent_at_once):
        match.channels.update(channels)
        match.most.add(wish.most_per_hour)
    else:
        match.later.setdefault(wish.cadence, set()).update(channels)


def _by_government(hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for each in hits:
        found.setdefault(each.organisation_id, []).append(each)
    return found


def _add_contacts(
    matches: dict[int, Match], revision: AdvisoryRevision, hits: Sequence[Hit],
    names: dict[int, str],
) -> None:  # fmt: skip
    """The warning contacts of every government that is hit hear of it without asking."""
    if not hits or revision.advisory.tlp in (Tlp.AMBER_STRICT, Tlp.RED):
        return
    by_government = _by_government(hits)
    contacts = contacts_of(list(by_government))
    subscribers = subscribers_for(each for found in contacts.values() for each in found)
    for pk, found in contacts.items():
        channels = _contact_channels(revision, by_government[pk])
        told = [because(each, names[pk]) for each in by_government[pk]]
        for contact in found:
            match = matches.setdefault(subscribers[contact.user.pk].pk, Match())
            match.channels.update(channels & set(contact.channels))
            match.most.add(None)
            match.because += [each for each in told if each not in match.because]


def _contact_channels(revision: AdvisoryRevision, hits: Sequence[Hit]) -> set[str]:
    """Mail and screen at once, SMS from critical. What is only possible, and a small change that
    touches nothing new, stays on the screen."""
    advisory = revision.advisory
    if not is_worth_a_mail(revision, hits):
        return {str(Channel.WEB)}
    grave = advisory.severity == Severity.CRITICAL
    channels = {str(Channel.EMAIL), str(Channel.WEB)}
    return channels | {str(Channel.SMS)} if grave else channels


def _channels(wish: Wish, kind: str) -> set[str]:
    """A small change stays on the screen, unless the subscription asks for mail."""
    chosen = set(wish.channels)
    if kind != RevisionKind.CHANGED:
        return chosen
    return chosen & ({Channel.WEB, Channel.EMAIL} if wish.mail_on_changed else {Channel.WEB})


def _people(matches: dict[int, Match]) -> QuerySet[Subscriber]:
    if len(matches) <= FEW:
        return Subscriber.objects.filter(pk__in=matches)
    # Naming ten thousand of them in the query costs more than passing all by.
    return Subscriber.objects.all()


def _reachable(
    matches: dict[int, Match], first: dict[str, str], revision: AdvisoryRevision
) -> Audience:
    names = _names({pk for match in matches.values() for pk in match.organisations})
    taken: set[int] = set()
    heard = Audience()
    found = heard.now
    people = _people(matches).order_by("pk")
    for pk, email, phone, user, language in people.values_list(
        "pk", "email_id", "phone_id", "user_id", "language"
    ):
        match, name = matches.get(pk), f"subscriber:{pk}"
        if match is None:
            continue
        parts = {"why": match.reason(language, names)}
        ways = ((Channel.EMAIL, email), (Channel.SMS, phone))
        if match.later:
            held = {str(each) for each, held in (*ways, (Channel.WEB, user)) if held is not None}
            heard.later += _asides(match, held, parts["why"], (pk, user, revision.pk))
        for channel, address in ways:
            if channel in match.channels and address is not None and address not in taken:
                taken.add(address)
                reply = first.get(name, "") if channel == Channel.EMAIL else ""
                own = parts | _answer(match, revision, pk, channel) if user else parts
                found.append(
                    Recipient(name, str(channel), address, user, language, own, None, reply)
                )
        if Channel.WEB in match.channels and user is not None:
            found.append(Recipient(name, str(Channel.WEB), None, user, language, parts))
        if match.most and None not in match.most:
            heard.most[name] = max(each for each in match.most if each is not None)
    return heard


def _asides(
    match: Match, held: set[str], reason: str, who: tuple[int, int | None, int]
) -> list[Aside]:
    """What of a match waits. `held`: the channels on which its reader can be reached."""
    wanted = {Cadence.IMMEDIATE: match.channels, **match.later}
    ways = spread({str(each): channels & held for each, channels in wanted.items()})
    ways.pop(str(Cadence.IMMEDIATE), None)
    subscriber, user, revision = who
    return [
        Aside(subscriber, user, revision, cadence, frozenset(channels), reason)
        for cadence, channels in ways.items()
    ]


def _answer(
    match: Match, revision: AdvisoryRevision, subscriber: int, channel: str
) -> dict[str, str]:
    """The link to say "wij hebben het gezien", for whose portfolio is hit."""
    advisory = revision.advisory
    if not match.because or advisory.tlp not in IN_CIRCLE:
        return {}
    via = Via.SMS if channel == Channel.SMS else Via.EMAIL
    day = timezone.localdate(revision.at)
    url = acknowledge_url(subscriber=subscriber, advisory=advisory.pk, since=day, via=via)
    return {"ack": url}


def _systems(matches: dict[int, Match], hit: set[int], tlp: str) -> list[Recipient]:
    """The webhooks of every bestuur that subscribed to this or whose portfolio it hits."""
    concerned = {pk for match in matches.values() for pk in match.organisations}
    if tlp not in (Tlp.AMBER_STRICT, Tlp.RED):
        concerned |= hit
    webhooks = Address.objects.confirmed().filter(
        channel=Channel.WEBHOOK, organisation_id__in=concerned
    )
    names = _names(concerned)
    return [
        Recipient(
            f"webhook:{each.pk}", str(Channel.WEBHOOK), each.pk, None, each.language,
            {"why": for_systems(each.language, names[each.organisation_id or 0], each.organisation_id in hit)},
        )
        for each in webhooks.order_by("pk")
    ]  # fmt: skip


def _names(organisations: Sequence[int] | set[int]) -> dict[int, str]:
    return {
        each.pk: each.display_name for each in Organisation.objects.filter(pk__in=organisations)
    }


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
        message__alert__revision__kind=RevisionKind.CHANGED, message__alert__occasion=""
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


def _who_got_any(revision: AdvisoryRevision) -> Audience:
    """Who got the original, at once or in a bundle: there he hears as well that it is withdrawn."""
    heard = Audience(now=_who_got(revision.advisory))
    rung = {each.name for each in heard.now if each.channel in RINGING}
    told = [each for each in told_in_bundles(revision) if each.name not in rung]
    listening = _listening({each.name for each in told})
    for each in told:
        channels = each.channels & listening.get(each.name, set())
        if channels:
            heard.later.append(replace(each, channels=frozenset(channels)))
    return heard


def _listening(recipients: set[str]) -> dict[str, set[str]]:
    """By recipient: the channels on which any of his subscriptions still runs."""
    keys = [int(name.removeprefix("subscriber:")) for name in recipients]
    running = Subscription.objects.active().filter(subscriber__in=keys)
    listening: dict[str, set[str]] = {}
    # Who was warned as a contact had no subscription to begin with.
    chosen = [*running.values_list("subscriber", "channels"), *contacts_among(keys).items()]
    for key, channels in chosen:
        listening.setdefault(f"subscriber:{key}", set()).update(channels)
    return listening
