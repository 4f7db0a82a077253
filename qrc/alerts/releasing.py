"""What an editor looks at before a warning leaves: whom it reaches, and in how many SMS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from django.conf import settings

from community.kit.text import segments
from community.messaging.bodies import filled
from community.messaging.models import Address
from community.messaging.stopping import PATH
from community.messaging.values import Content, Recipient
from community.organisations.models import Membership
from qrc.advisories.models import AdvisoryRevision
from qrc.alerts.audience import Audience, audience_of
from qrc.alerts.doubles import without_doubles
from qrc.alerts.paying import with_payers
from qrc.alerts.wording import words_for
from qrc.bundles.rhythms import RINGING
from qrc.matching.models import Hit
from qrc.matching.services import hits_on
from qrc.releases.enums import ReleaseState
from qrc.releases.models import Release
from qrc.releases.queries import as_told, merged_with, with_severity
from qrc.releases.rules import why_wait
from qrc.releases.services import hold, lapse
from qrc.subscriptions.models import Subscription

TOKEN = "x" * 27
"""About as long as the signed part of a way out."""


def must_wait(revision: AdvisoryRevision, release: Release | None) -> bool:
    """Whether this revision may not leave now; puts it in the inbox of the desk the first time."""
    if release is not None:
        return release.state != ReleaseState.FREED
    why = why_wait(revision)
    if why is None:
        lapse(revision=revision)
        return False
    reach, parts = measure(revision, None)
    hold(revision=revision, why=why, audience=reach, segments=parts)
    return True


def measure(revision: AdvisoryRevision, release: Release | None) -> tuple[dict[str, int], int]:
    """How many messages by channel would leave at most, and in how many parts one SMS.

    What goes in a bundle counts as one each: nobody knows yet what it will share it with.
    """
    heard = audience(revision, release)
    counted = Counter(each.channel for each in heard.now)
    counted.update(channel for each in heard.later for channel in each.channels)
    return dict(sorted(counted.items())), sms_parts(content(revision, release))


def audience(revision: AdvisoryRevision, release: Release | None) -> Audience:
    """Everyone who hears of this revision, and of those told in the same breath; each once."""
    found: dict[tuple[str, int | str], Recipient] = {}
    hits: list[Hit] = []
    heard, may = Audience(), within(release)
    for each in (revision, *merged_with(release)):
        graded, touched = with_severity(each, release), hits_on(each.advisory)
        own = audience_of(graded, touched)
        for to in without_doubles(graded, own.now):
            if may(to.name, to.user_id, to.address_id):
                found.setdefault((to.channel, to.address_id or to.name), to)
        heard.later += [each for each in own.later if may(each.name, each.user_id, None)]
        heard.most |= own.most
        hits += touched
    rung = {to.name for to in found.values() if to.channel in RINGING}
    heard.later = [each for each in heard.later if each.name not in rung]
    heard.now = list(with_payers(list(found.values()), revision.advisory, hits))
    return heard


def content(revision: AdvisoryRevision, release: Release | None) -> Content:
    also = [each.advisory for each in merged_with(release)]
    return words_for(as_told(revision, release), also=also)


def sms_parts(said: Content, marks: Mapping[str, str] | None = None) -> int:
    """In how many parts one SMS leaves; `marks` are as long as what each reader gets there."""
    text = said["sms", settings.LANGUAGE_CODE].text
    stop = {"unsubscribe": f"{settings.SITE_URL}/{PATH}{TOKEN}/"}
    return segments(filled(text, {**stop, **(marks or {})}))


def within(release: Release | None) -> Callable[[str, int | None, int | None], bool]:
    """Whether somebody (name, user, address) is of the besturen that the desk chose; everybody is
    when it chose none."""
    chosen = list(release.organisations.values_list("pk", flat=True)) if release else []
    members = set(
        Membership.objects.current().filter(organisation__in=chosen).values_list("user", flat=True)
        if chosen
        else ()
    )
    wishes = Subscription.objects.active().filter(organisation__in=chosen)
    people = wishes.values_list("subscriber", flat=True) if chosen else ()
    names = {f"subscriber:{pk}" for pk in people}
    rows = Address.objects.filter(organisation__in=chosen)
    addresses = set(rows.values_list("pk", flat=True) if chosen else ())

    def may(name: str, user: int | None, address: int | None) -> bool:
        return not chosen or name in names or user in members or address in addresses

    return may
