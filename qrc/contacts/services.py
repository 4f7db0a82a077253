"""Choosing who is warned, and switching a channel of his off."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.messaging.models import Address
from community.organisations.models import Membership, Organisation
from qrc.contacts.models import Patience, WarningContact
from qrc.contacts.queries import Contact, contact_roles, contacts_of
from qrc.subscriptions.models import Subscriber
from qrc.subscriptions.services import subscriber_of
from qrc.verbs import CONTACT_CHANGED, PATIENCE_CHANGED


def choose_contact(
    *, organisation: Organisation, rank: int, user: User | None, actor: models.Model | None = None
) -> None:
    """Say who is warned first or second; nobody means that the role decides again.

    ValidationError in Dutch for who does not work there, or already is the other contact.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        rows = WarningContact.objects.of(organisation)
        if user is None:
            rows.filter(rank=rank).delete()
        else:
            _demand_fit(organisation, rank, user)
            rows.filter(rank=rank).exclude(user=user).delete()
            WarningContact.objects.get_or_create(organisation=organisation, rank=rank, user=user)
        record(
            CONTACT_CHANGED, organisation=organisation, actor=actor, rank=int(rank),
            user=user.pk if user else None,
        )  # fmt: skip


def _demand_fit(organisation: Organisation, rank: int, user: User) -> None:
    works = Membership.objects.of(organisation).current().filter(user=user, user__is_active=True)
    if not works.exists():
        raise ValidationError(_("Deze persoon werkt niet (meer) bij uw bestuur."))
    others = WarningContact.objects.of(organisation).exclude(rank=rank)
    if others.filter(user=user).exists():
        raise ValidationError(_("Deze persoon is al uw andere contact. Kies iemand anders."))


def set_channels(*, contact: Contact, channels: Iterable[str]) -> None:
    """How one contact wants portfolio warnings; his place is kept as it is now."""
    with transaction.atomic():
        WarningContact.objects.update_or_create(
            organisation_id=contact.organisation_id, rank=contact.rank, user=contact.user,
            defaults={"channels": sorted(set(map(str, channels)))},
        )  # fmt: skip
        record(
            CONTACT_CHANGED, organisation=Organisation.objects.get(pk=contact.organisation_id),
            actor=contact.user, rank=contact.rank, channels=True,
        )  # fmt: skip


def set_patience(
    *, organisation: Organisation, grave_hours: int, high_hours: int, actor: models.Model
) -> Patience:
    """How many hours may pass before the second contact is reminded."""
    with transaction.atomic():
        hours = {"grave_hours": grave_hours, "high_hours": high_hours}
        row, _made = Patience.objects.update_or_create(organisation=organisation, defaults=hours)
        record(
            PATIENCE_CHANGED, organisation=organisation, actor=actor, grave=grave_hours,
            high=high_hours,
        )  # fmt: skip
    return row


def stop_channel(*, address_id: int) -> int:
    """The holder of an address wants no more portfolio warnings there; how many places changed."""
    return _turn(address_id, wanted=False)


def resume_channel(*, address_id: int) -> int:
    return _turn(address_id, wanted=True)


def _turn(address_id: int, *, wanted: bool) -> int:
    address = Address.objects.select_related("user").filter(pk=address_id).first()
    if address is None or address.user is None:
        return 0
    changed = 0
    for contact in contact_roles(address.user):
        chosen = set(contact.channels)
        turned = chosen | {address.channel} if wanted else chosen - {address.channel}
        if turned != chosen:
            set_channels(contact=contact, channels=turned)
            changed += 1
    return changed


def contacts_among(subscribers: Collection[int]) -> dict[int, set[str]]:
    """By subscriber: the channels on which he is warned as somebody's contact, in few queries."""
    users = dict(
        Subscriber.objects.filter(pk__in=subscribers, user__isnull=False).values_list("user", "pk")
    )
    working = Membership.objects.current().filter(user__in=users)
    found: dict[int, set[str]] = {}
    for contacts in contacts_of(list(working.values_list("organisation", flat=True))).values():
        for each in contacts:
            if each.user.pk in users:
                found.setdefault(users[each.user.pk], set()).update(each.channels)
    return found


def subscribers_for(contacts: Iterable[Contact]) -> dict[int, Subscriber]:
    """By user: under which name messaging knows these contacts; made when there is none yet."""
    users = {each.user.pk: each.user for each in contacts}
    known = {row.user_id: row for row in Subscriber.objects.filter(user__in=users) if row.user_id}
    for pk, user in users.items():
        if pk not in known:
            known[pk] = subscriber_of(user=user)
    return known
