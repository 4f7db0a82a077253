"""What the house itself holds about people: who they are, where they work, what was sent to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.accounts.pictures import forget_picture
from community.activity.models import Activity
from community.activity.services import record
from community.api_keys.models import ApiKey
from community.events.models import AgendaFeed, Event, Registration
from community.events.services.seating import fill_seats, locked
from community.files.models import StoredFile
from community.mail_in.models import IncomingMail
from community.messaging.forgetting import forget_deliveries, scrub_messages
from community.messaging.models import Address, Delivery, Preference, QuietHours
from community.organisations.models import Invitation, JoinRequest, Membership
from community.privacy.holdings import Holding, OwnFile, Sheet, register_holding
from community.privacy.traces import Traces, scrub
from community.verbs import MEMBER_LEFT


def _account(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Account"), User.objects.filter(pk=user.pk),
        ((_("e-mailadres"), "email"), (_("voornaam"), "first_name"), (_("familienaam"), "last_name"),
         (_("taal"), "language"), (_("lid sinds"), "date_joined"),
         (_("laatst gezien op"), "last_seen_on")),
    )  # fmt: skip
    yield Sheet(
        _("Adressen om aan te melden"), EmailAddress.objects.filter(user=user),
        ((_("adres"), "email"), (_("bevestigd"), "verified")),
    )  # fmt: skip
    yield Sheet(
        _("Tweede stap bij het aanmelden"), Authenticator.objects.filter(user=user),
        ((_("soort"), "type"), (_("toegevoegd"), "created_at"), (_("laatst gebruikt"), "last_used_at")),
    )  # fmt: skip
    yield Sheet(
        _("Aangemelde toestellen"), UserSession.objects.filter(user=user),
        ((_("toestel"), "user_agent"), (_("IP-adres"), "ip"), (_("sinds"), "created_at"),
         (_("laatst gezien"), "last_seen_at")),
    )  # fmt: skip
    yield Sheet(
        _("API-sleutels"), ApiKey.objects.filter(user=user),
        ((_("naam"), "name"), (_("rechten"), "scopes"), (_("gemaakt op"), "created_at"),
         (_("laatst gebruikt"), "last_used_at")),
    )  # fmt: skip


def _picture(user: Any) -> Iterator[OwnFile]:
    if user.avatar:
        yield OwnFile(Path(user.avatar.name).name, Path(user.avatar.path))


def _wipe_account(user: Any, traces: Traces) -> None:
    forget_picture(user.avatar.name or "")


register_holding(
    Holding(
        "community.account", _("Uw account"),
        _("Om u te laten aanmelden, en om misbruik van uw account te zien."),
        sheets=_account, files=_picture, wipe=_wipe_account, order=0,
        on_erasure=_("Verdwijnt. U kunt zich niet meer aanmelden; uw naam en foto staan nergens meer."),
        models=("community.user", "account.emailaddress", "mfa.authenticator",
                "usersessions.usersession", "community.apikey"),
    )
)  # fmt: skip


def _work(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Lidmaatschappen"), Membership.objects.filter(user=user).order_by("joined_at", "pk"),
        ((_("organisatie"), "organisation__name"), (_("rollen"), "roles"),
         (_("functie"), "job_title"), (_("sinds"), "joined_at"), (_("tot"), "left_at")),
    )  # fmt: skip
    yield Sheet(
        _("Aanvragen om aan te sluiten"), JoinRequest.objects.filter(user=user),
        ((_("organisatie"), "organisation__name"), (_("toelichting"), "message"),
         (_("stand"), "state"), (_("reden"), "reason"), (_("gevraagd op"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Uitnodigingen aan uw adres"), Invitation.objects.filter(email__iexact=user.email),
        ((_("organisatie"), "organisation__name"), (_("op"), "created_at"),
         (_("aanvaard op"), "accepted_at")),
    )  # fmt: skip


def _wipe_work(user: Any, traces: Traces) -> None:
    """Leaving first, for whoever listens to that; then the rows, which protect the account."""
    for held in Membership.objects.current().filter(user=user).select_related("organisation"):
        record(MEMBER_LEFT, organisation=held.organisation, subject=held, user=user.pk)
    Membership.objects.filter(user=user).delete()
    for address in traces.addresses:
        Invitation.objects.filter(email__iexact=address).delete()


register_holding(
    Holding(
        "community.work", _("Waar u werkt"),
        _("Om te weten wat u mag zien en doen, en om collega’s te tonen met wie ze samenwerken."),
        sheets=_work, wipe=_wipe_work, order=10,
        on_erasure=_("Verdwijnt. Uw organisatie ziet dat u vertrokken bent."),
        models=("community.membership", "community.joinrequest", "community.invitation"),
    )
)  # fmt: skip


def _messages(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Adressen en nummers"), Address.objects.filter(user=user),
        ((_("kanaal"), "channel"), (_("adres"), "value"), (_("stand"), "state"),
         (_("reden"), "reason"), (_("sinds"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Welke berichten u wilt"), Preference.objects.filter(user=user),
        ((_("soort"), "kind"), (_("kanaal"), "channel"), (_("gewenst"), "wanted")),
    )  # fmt: skip
    yield Sheet(
        _("Rusturen"), QuietHours.objects.filter(user=user),
        ((_("van"), "starts"), (_("tot"), "ends"), (_("heel het weekend"), "weekend"),
         (_("kanalen"), "channels")),
    )  # fmt: skip
    yield Sheet(
        _("Wat wij u stuurden"),
        Delivery.objects.filter(Q(user=user) | Q(address__user=user)).order_by("queued_at", "pk"),
        ((_("soort"), "message__kind"), (_("kanaal"), "channel"), (_("toestand"), "state"),
         (_("op"), "queued_at"), (_("verzonden"), "sent_at"), (_("fout"), "error")),
    )  # fmt: skip
    yield Sheet(
        _("Meldingen op de site"), user.notifications.order_by("timestamp", "pk"),
        ((_("op"), "timestamp"), (_("titel"), "verb"), (_("tekst"), "description"),
         (_("ongelezen"), "unread")),
    )  # fmt: skip
    yield Sheet(
        _("Mail van u aan ons"), IncomingMail.objects.filter(sender__iexact=user.email),
        ((_("op"), "received_at"), (_("onderwerp"), "subject"), (_("begin van de tekst"), "excerpt")),
    )  # fmt: skip


def _wipe_messages(user: Any, traces: Traces) -> None:
    forget_deliveries(user_id=user.pk, addresses=traces.addresses)
    for address in traces.addresses:
        IncomingMail.objects.filter(sender__iexact=address).delete()
    scrub_messages(lambda rows, *fields: scrub(rows, *fields, traces=traces))


register_holding(
    Holding(
        "community.messages", _("Berichten aan u"),
        _("Om u te bereiken zoals u dat wilt, en om te bewijzen dat niemand een waarschuwing miste."),
        sheets=_messages, wipe=_wipe_messages, order=20,
        on_erasure=_("Verdwijnt, ook wat nog wacht om te vertrekken. In het verzendregister blijft alleen dat er iets verstuurd is, niet aan wie."),
        models=("community.address", "community.preference", "community.quiethours",
                "community.delivery", "community.confirmation", "notifications.notification"),
    )
)  # fmt: skip


def _events(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Inschrijvingen"), Registration.objects.filter(user=user).order_by("pk"),
        ((_("activiteit"), "event__title"), (_("op"), "event__starts_at"), (_("stand"), "state"),
         (_("opmerking"), "note")),
    )  # fmt: skip
    yield Sheet(
        _("Feed van uw agenda"),
        AgendaFeed.objects.filter(user=user),
        ((_("geopend"), "created_at"), (_("laatst gelezen"), "last_used_at")),
    )


def _wipe_events(user: Any, traces: Traces) -> None:
    """His places come free, and who waits for one moves up."""
    mine = Registration.objects.filter(user=user)
    for event in Event.objects.filter(pk__in=mine.values("event")).order_by("pk"):
        held = locked(event)
        mine.filter(event=held).delete()
        fill_seats(event=held)


register_holding(
    Holding(
        "community.events", _("Activiteiten"),
        _("Om u een plaats te geven, u eraan te herinneren en te weten wie kwam."),
        sheets=_events, wipe=_wipe_events, order=30, on_erasure=_("Verdwijnt. Een plaats die u nog had, komt vrij."),
        models=("community.registration", "community.agendafeed"),
    )
)  # fmt: skip


def _files(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Bestanden die u oplaadde"),
        StoredFile.objects.filter(owner=user).order_by("pk"),
        ((_("naam"), "name"), (_("bytes"), "size"), (_("opgeladen"), "created_at")),
    )


def _own_files(user: Any) -> Iterator[OwnFile]:
    for each in StoredFile.objects.kept().filter(owner=user).order_by("pk"):
        yield OwnFile(each.name, each.path)


register_holding(
    Holding(
        "community.files", _("Bestanden"),
        _("Om te tonen wat u deelde, en om een virus te kunnen melden aan wie het oplaadde."),
        sheets=_files, files=_own_files, order=40,
        on_erasure=_("Wat u deelde, blijft voor wie het gebruikt, zonder uw naam. Wat niemand gebruikt, verdwijnt."),
        models=("community.storedfile", "community.upload"),
    )
)  # fmt: skip


def _trail(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Logboek"), Activity.objects.filter(actor=user).order_by("at", "pk"),
        ((_("op"), "at"), (_("wat"), "verb"), (_("waarover"), "subject_type"),
         (_("nummer"), "subject_id")),
    )  # fmt: skip


def _wipe_trail(user: Any, traces: Traces) -> None:
    """The trail keeps what happened and forgets by whom: the key of the account leads nowhere."""
    Activity.objects.filter(subject_type=User._meta.label_lower, subject_id=str(user.pk)).update(
        subject_id=""
    )
    scrub(Activity.objects.all(), "data", traces=traces)


register_holding(
    Holding(
        "community.trail", _("Wat u deed"),
        _("Om te kunnen aantonen wie wat deed, als een beveiligingsdienst dat vraagt."),
        sheets=_trail, wipe=_wipe_trail, order=90,
        on_erasure=_("Er blijft staan wat er gebeurde, niet dat u het was."),
        models=("community.activity",),
    )
)  # fmt: skip
