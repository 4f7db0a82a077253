"""What people hear about groups, by mail and bell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.accounts.models import User
from community.accounts.naming import shown_name
from community.groups.models import (
    Announcement,
    Group,
    GroupInvitation,
    GroupMembership,
    GroupRequest,
)
from community.kit import markdown
from community.messaging.bodies import render, unmarked
from community.messaging.enums import Channel
from community.messaging.models import Message
from community.messaging.services import notify, suppress_waiting
from community.notifications import ANNOUNCED, GROUP, GROUP_ANNOUNCED
from community.organisations.enums import GOVERNMENTS, Audience, Kind, RequestState, Role
from community.organisations.models import Membership

CHANNELS = (Channel.EMAIL, Channel.WEB)
TEMPLATE = "community/groups/mail/announcement"


def address_of(group: Group) -> str:
    return settings.SITE_URL + reverse("community:group", args=(group.pk,))


def tell_asked(request: GroupRequest) -> None:
    """The leaders, who decide."""
    name, group = unmarked(shown_name(request.user)), request.group
    letter = Letter(
        format_lazy(_("{name} wil bij {group}"), name=name, group=unmarked(group.name)),
        (format_lazy(_("{name} vraagt om bij de groep te komen. U beslist."), name=name),),
        _("Vraag bekijken"), why=_("U krijgt dit omdat u trekker van de groep bent."),
    )  # fmt: skip
    _tell(group, leaders(group), letter, f"asked:{request.pk}")


def tell_decided(request: GroupRequest) -> None:
    group = request.group
    if request.state == RequestState.APPROVED:
        letter = Letter(
            format_lazy(_("Welkom bij {group}"), group=unmarked(group.name)),
            (_("Een trekker liet u binnen. U ziet nu de discussies, de agenda en de bestanden."),),
            _("Naar de groep"),
        )
    else:
        letter = Letter(
            format_lazy(_("Over uw vraag aan {group}"), group=unmarked(group.name)),
            (_("Een trekker van de groep laat u nu niet binnen."),
             format_lazy(_("De reden: {reason}"), reason=unmarked(request.reason))),
            _("Groep bekijken"),
        )  # fmt: skip
    _tell(group, [request.user], letter, f"decided:{request.pk}")


def tell_invited(invitation: GroupInvitation) -> None:
    group, by = invitation.group, unmarked(shown_name(invitation.invited_by))
    letter = Letter(
        format_lazy(_("Uitnodiging voor {group}"), group=unmarked(group.name)),
        (format_lazy(_("{name} nodigt u uit voor de groep {group}."), name=by, group=unmarked(group.name)),
         *filter(None, [unmarked(group.told_summary)]), _("U beslist zelf of u erbij komt.")),
        _("Uitnodiging bekijken"),
    )  # fmt: skip
    _tell(group, [invitation.user], letter, f"invited:{invitation.pk}")


def tell_leads(group: Group, user: User) -> None:
    letter = Letter(
        format_lazy(_("U bent trekker van {group}"), group=unmarked(group.name)),
        (_("U laat mensen binnen, deelt iets mee en plant activiteiten voor de groep."),),
        _("Naar de groep"),
    )
    row = GroupMembership.objects.current().get(group=group, user=user)
    _tell(group, [user], letter, f"leads:{row.pk}")


def tell_removed(group: Group, user: User, reason: str) -> None:
    row = GroupMembership.objects.current().get(group=group, user=user)
    letter = Letter(
        format_lazy(_("U zit niet meer in {group}"), group=unmarked(group.name)),
        (_("Een trekker haalde u uit de groep."),
         format_lazy(_("De reden: {reason}"), reason=unmarked(reason))),
    )  # fmt: skip
    url = settings.SITE_URL + reverse("community:groups")
    _tell(group, [user], letter, f"removed:{row.pk}", url=url)


def tell_ended(group: Group, actor: User | None) -> None:
    letter = Letter(
        format_lazy(_("De groep {group} is beëindigd"), group=unmarked(group.name)),
        (_("U kunt nog alles lezen wat er staat. Er komt niets meer bij."),), _("Naar de groep"),
    )  # fmt: skip
    people = [each for each in inside(group) if actor is None or each.pk != actor.pk]
    _tell(group, people, letter, "ended")


def tell_leaderless(group: Group) -> None:
    """The editors, who appoint somebody. Of a hidden group they learn no name: those inside hear it."""
    if group.is_hidden:
        letter = Letter(
            format_lazy(_("{group} heeft geen trekker meer"), group=unmarked(group.name)),
            (_("De laatste trekker is vertrokken. Spreek af wie het overneemt en laat het de "
               "helpdesk weten."),), _("Naar de groep"),
        )  # fmt: skip
        _tell(group, inside(group), letter, f"leaderless:{_gone(group)}")
        return
    letter = Letter(
        format_lazy(_("{group} heeft geen trekker meer"), group=unmarked(group.name)),
        (_("De laatste trekker is vertrokken. Duid op de pagina van de groep een nieuwe trekker "
           "aan."),), _("Naar de groep"),
    )  # fmt: skip
    _tell(group, editors(), letter, f"leaderless:{_gone(group)}")


def _gone(group: Group) -> int:
    rows = GroupMembership.objects.filter(group=group, left_at__isnull=False)
    return int(rows.order_by("-left_at").values_list("pk", flat=True).first() or 0)


def tell_announcement(announcement_id: int) -> int:
    """Everybody it is for but its author, once each however often it runs; returns to how many."""
    row = Announcement.objects.select_related("group", "author").filter(pk=announcement_id).first()
    if row is None or row.withdrawn_at is not None:
        return 0
    people = [each for each in _audience(row) if each.pk != row.author_id]
    group = row.group
    url = address_of(group) if group else settings.SITE_URL + reverse("community:dashboard")
    channels = CHANNELS if row.is_mailed else (Channel.WEB,)
    to = recipients(people, channels=channels)
    if to:
        context = {
            "title": unmarked(row.title), "name": unmarked(shown_name(row.author)),
            "group": unmarked(group.name) if group else "", "text": unmarked(row.text),
            "html": markdown.render(unmarked(row.text)), "action_url": url,
            "action_label": _("Naar de groep") if group else _("Naar VlaVirGem"),
            "preferences_url": settings.SITE_URL + reverse("community:preferences"),
        }  # fmt: skip
        notify(
            GROUP_ANNOUNCED if group else ANNOUNCED, to=to, key=_key(row), is_demo=row.is_demo,
            content=render(TEMPLATE, context, channels=channels, url=url),
        )  # fmt: skip
    return len(people)


def take_back_announcement(announcement_id: int) -> None:
    """What still waits of one that was withdrawn does not leave."""
    row = Announcement.objects.filter(pk=announcement_id).first()
    if row is not None:
        keys = Message.objects.filter(key=_key(row)).values_list("pk", flat=True)
        suppress_waiting(message_ids=list(keys), reason="de mededeling is ingetrokken")


def _key(row: Announcement) -> str:
    return f"announcement:{row.pk}"


def _audience(row: Announcement) -> Iterable[User]:
    if row.group is not None:
        return inside(row.group)
    rows = Membership.objects.current()
    if row.audience == Audience.GOVERNMENTS:
        rows = rows.filter(organisation__kind__in=(*GOVERNMENTS, Kind.PLATFORM))
    return User.objects.filter(is_active=True, pk__in=rows.values("user")).order_by("pk")


def inside(group: Group) -> list[User]:
    rows = GroupMembership.objects.current().filter(group=group).select_related("user")
    return [each.user for each in rows.order_by("pk")]


def leaders(group: Group) -> list[User]:
    rows = GroupMembership.objects.current().leaders().filter(group=group).select_related("user")
    return [each.user for each in rows.order_by("pk")]


def editors() -> list[User]:
    rows = Membership.objects.current().filter(organisation__kind=Kind.PLATFORM)
    holding = rows.with_role(Role.EDITOR, Role.PLATFORM_ADMIN)
    return list(User.objects.filter(is_active=True, pk__in=holding.values("user")).order_by("pk"))


def _tell(group: Group, people: Iterable[Any], letter: Letter, key: str, *, url: str = "") -> None:
    to = [each for each in people if each is not None and each.is_active]
    if not to:
        return
    notify(
        GROUP, to=recipients(to, channels=CHANNELS), key=f"group:{group.pk}:{key}",
        content=words(letter, url=url or address_of(group), channels=CHANNELS),
        is_demo=group.is_demo or all(each.is_demo for each in to),
    )  # fmt: skip
