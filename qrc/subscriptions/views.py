from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.accounts.signed_in import SignedInRequest
from community.kit.pagination import paginate
from qrc.advisories.visibility import sources_for
from qrc.subscriptions.forms import HowForm, WhatForm, rules_in
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.preview import preview
from qrc.subscriptions.queries import has_wish, organisations_of, subscriptions_of
from qrc.subscriptions.sentences import in_words, sentence_of
from qrc.subscriptions.services import (
    replace_subscription,
    stop_subscription,
    subscribe,
    subscriber_of,
)
from qrc.subscriptions.wizard import CHECK, Wizard

STEPS = (_lazy("Wat?"), _lazy("Hoe en wanneer?"), _lazy("Nakijken"))

PAGES = {
    1: "qrc/subscriptions/step_1.html",
    2: "qrc/subscriptions/step_2.html",
    3: "qrc/subscriptions/step_3.html",
}


@require_GET
def my_subscription(request: SignedInRequest) -> HttpResponse:
    subscriber = subscriber_of(user=request.user)
    page = paginate(subscriptions_of(request.user), request.GET.get("page"))
    names = dict(sources_for(request.user).values_list("pk", "name"))
    page.object_list = [(each, sentence_of(each, names)) for each in page.object_list]
    context = {
        "subscriber": subscriber,
        "page": page,
        "email": subscriber.email,
        "phone": subscriber.phone,
    }
    return render(request, "qrc/subscriptions/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_subscription(request: SignedInRequest) -> HttpResponse:
    wizard = _wizard(request)
    if wizard.confirming and wizard.step == CHECK:
        had = has_wish(request.user, wizard.wish)
        subscribe(subscriber=subscriber_of(user=request.user), actor=request.user, **wizard.wish)
        said = (
            _("U had dit abonnement al. Het loopt nu zoals u het net koos.")
            if had
            else _("Uw abonnement loopt. U hoort van ons zodra het nodig is.")
        )
        messages.success(request, said)
        return redirect("qrc:my-subscription")
    return _step(request, wizard)


@require_http_methods(["GET", "HEAD", "POST"])
def change_subscription(request: SignedInRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(subscriptions_of(request.user), pk=pk)
    wizard = _wizard(request, subscription)
    if wizard.confirming and wizard.step == CHECK:
        replace_subscription(subscription=subscription, actor=request.user, **wizard.wish)
        messages.success(request, _("Uw abonnement is gewijzigd."))
        return redirect("qrc:my-subscription")
    return _step(request, wizard, subscription)


def _wizard(request: SignedInRequest, subscription: Subscription | None = None) -> Wizard:
    confirming = request.method == "POST"
    return Wizard(
        request.POST if confirming else request.GET, user=request.user,
        organisation=getattr(request, "organisation", None), subscription=subscription,
        confirming=confirming,
    )  # fmt: skip


def _step(
    request: SignedInRequest, wizard: Wizard, subscription: Subscription | None = None
) -> HttpResponse:
    step = wizard.step
    context: dict[str, Any] = {
        "wizard": wizard, "step": step, "form": wizard.form, "subscription": subscription,
        "steps": STEPS, "moved": "stap" in wizard.data or wizard.confirming,
    }  # fmt: skip
    if step == CHECK:
        wish = wizard.wish
        names = sources_for(request.user).filter(pk__in=wish["sources"]).order_by("name")
        context |= {
            "sentence": in_words(wish, sources=list(names.values_list("name", flat=True))),
            "found": preview(user=request.user, rules=wish, told=wish),
        }
    return render(request, PAGES[step], context)


@require_POST
def end_subscription(request: SignedInRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(subscriptions_of(request.user), pk=pk)
    stop_subscription(subscription=subscription, actor=request.user)
    messages.success(request, _("Dit abonnement is gestopt."))
    return redirect("qrc:my-subscription")


@require_GET
def preview_subscription(request: SignedInRequest) -> HttpResponse:
    """What the wish in the form would have brought the past ninety days (htmx)."""
    organisations = organisations_of(request.user)
    what = WhatForm(request.GET, user=request.user, organisations=organisations)
    how = HowForm(request.GET)
    what.full_clean()
    how.full_clean()
    rules = rules_in(what.cleaned_data)
    # A portfolio is nobody's without a bestuur where one works: it brings nothing.
    found = preview(user=request.user, rules=rules, told=how.cleaned_data)
    return render(request, "qrc/subscriptions/_preview.html", {"found": found})
