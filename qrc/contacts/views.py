from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.models import Organisation
from community.organisations.rules import is_helpdesk, is_qrc_editor
from qrc.contacts.enums import Rank
from qrc.contacts.forms import ChannelsForm, ContactForm, PatienceForm
from qrc.contacts.queries import (
    Contact,
    Place,
    contact_roles,
    patience_of,
    places_of,
    unreachable,
    with_portfolio,
)
from qrc.contacts.rules import may_choose_contacts
from qrc.contacts.services import choose_contact, set_channels, set_patience


@require_GET
def contacts(request: Any) -> HttpResponse:
    """Whom of the own government is warned, in which order and by which ways."""
    organisation = request.organisation
    is_government = organisation is not None and organisation.is_government
    places = places_of(organisation) if is_government else []
    context = {
        "places": places,
        "first": _first(places),
        "reached": any(each.is_reached_by_mail for each in places),
        "may_choose": may_choose_contacts(request.user, organisation),
        "patience": patience_of([organisation.pk])[organisation.pk] if is_government else None,
    }
    return render(request, "qrc/contacts/contacts.html", context)


def _first(places: list[Place]) -> list[Place]:
    """Those who are there, in the order in which they are called."""
    return [each for each in places if each.contact is not None]


@require_http_methods(["GET", "POST"])
def contact_choose(request: Any, rank: int) -> HttpResponse:
    organisation = _chosen_for(request)
    if rank not in Rank.values:
        raise Http404
    place = next(each for each in places_of(organisation) if each.rank == rank)
    now = place.user if place.contact is not None and place.contact.chosen else None
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        rank=Rank(rank),
        initial={"user": now},
    )
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["user"]
        try:
            choose_contact(organisation=organisation, rank=rank, user=user, actor=request.user)
        except ValidationError as refusal:
            form.add_error("user", refusal)
        else:
            messages.success(request, _("Uw keuze is bewaard."))
            return redirect("qrc:contacts")
    context = {"form": form, "rank": Rank(rank), "place": place}
    return render(request, "qrc/contacts/choose.html", context)


@require_http_methods(["GET", "POST"])
def contact_channels(request: Any) -> HttpResponse:
    """How one wants to be warned oneself, as contact of the organisation one works for now."""
    mine = _my_place(request)
    form = ChannelsForm(
        request.POST if request.method == "POST" else None,
        initial={"channels": list(mine.channels)},
    )
    if request.method == "POST" and form.is_valid():
        set_channels(contact=mine, channels=form.cleaned_data["channels"])
        messages.success(request, _("Wij waarschuwen u zoals u koos."))
        return redirect("qrc:contacts")
    return render(request, "qrc/contacts/channels.html", {"form": form, "mine": mine})


@require_http_methods(["GET", "POST"])
def contact_patience(request: Any) -> HttpResponse:
    organisation = _chosen_for(request)
    now = patience_of([organisation.pk])[organisation.pk]
    form = PatienceForm(request.POST if request.method == "POST" else None, instance=now)
    if request.method == "POST" and form.is_valid():
        set_patience(organisation=organisation, actor=request.user, **form.cleaned_data)
        messages.success(request, _("De wachttijd is bewaard."))
        return redirect("qrc:contacts")
    return render(request, "qrc/contacts/patience.html", {"form": form})


@require_GET
@requires(lambda user: is_helpdesk(user) or is_qrc_editor(user))
def unreachable_list(request: Any) -> HttpResponse:
    """Governments with a portfolio and nobody whom a mail can reach."""
    found = unreachable()
    context = {"page": paginate(found, request.GET.get("page")), "total": with_portfolio().count()}
    return render(request, "qrc/contacts/unreachable.html", context)


def _chosen_for(request: Any) -> Organisation:
    """The government one administers; to anybody else it isn't there."""
    organisation: Organisation | None = request.organisation
    if organisation is None or not may_choose_contacts(request.user, organisation):
        raise Http404
    return organisation


def _my_place(request: Any) -> Contact:
    for each in contact_roles(request.user):
        if request.organisation is not None and each.organisation_id == request.organisation.pk:
            return each
    raise Http404
