from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.accounts.signed_in import SignedInRequest
from community.kit.pagination import paginate
from qrc.subscriptions.forms import SubscriptionForm
from qrc.subscriptions.preview import preview
from qrc.subscriptions.queries import organisations_of, subscriptions_of
from qrc.subscriptions.services import (
    replace_subscription,
    stop_subscription,
    subscribe,
    subscriber_of,
)


@require_GET
def my_subscription(request: SignedInRequest) -> HttpResponse:
    subscriber = subscriber_of(user=request.user)
    context = {
        "subscriber": subscriber,
        "page": paginate(subscriptions_of(request.user), request.GET.get("page")),
        "email": subscriber.email,
        "phone": subscriber.phone,
    }
    return render(request, "qrc/subscriptions/mine.html", context)


def add_subscription(request: SignedInRequest) -> HttpResponse:
    organisations = organisations_of(request.user)
    current = getattr(request, "organisation", None)
    form = SubscriptionForm(
        request.POST or None, organisations=organisations, initial={"organisation": current}
    )
    if request.method == "POST" and form.is_valid():
        subscribe(
            subscriber=subscriber_of(user=request.user), actor=request.user, **form.cleaned_data
        )
        messages.success(request, _("Uw abonnement loopt. U hoort van ons zodra het nodig is."))
        return redirect("qrc:my-subscription")
    return render(request, "qrc/subscriptions/form.html", {"form": form, "new": True})


def change_subscription(request: SignedInRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(subscriptions_of(request.user), pk=pk)
    organisations = organisations_of(request.user)
    if request.method == "POST":
        form = SubscriptionForm(request.POST, organisations=organisations)
        if form.is_valid():
            replace_subscription(subscription=subscription, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Uw abonnement is gewijzigd."))
            return redirect("qrc:my-subscription")
    else:
        form = SubscriptionForm.filled_from(subscription, organisations)
    context = {"form": form, "subscription": subscription}
    return render(request, "qrc/subscriptions/form.html", context)


@require_POST
def end_subscription(request: SignedInRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(subscriptions_of(request.user), pk=pk)
    stop_subscription(subscription=subscription, actor=request.user)
    messages.success(request, _("Dit abonnement is gestopt."))
    return redirect("qrc:my-subscription")


@require_GET
def preview_subscription(request: SignedInRequest) -> HttpResponse:
    """What the wish in the form would have brought the past thirty days (htmx)."""
    form = SubscriptionForm(request.GET, organisations=organisations_of(request.user))
    form.full_clean()
    context = {"found": preview(user=request.user, wish=form.cleaned_data)}
    return render(request, "qrc/subscriptions/_preview.html", context)
