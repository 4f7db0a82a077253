"""The editors' side: a newsletter is looked at, tried, aimed and sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.access import requires
from community.kit.pagination import paginate
from content.newsletters import services
from content.newsletters.audience import recipients_of
from content.newsletters.enums import NewsletterState
from content.newsletters.forms import ReadersForm, SendForm
from content.newsletters.models import Newsletter
from content.newsletters.queries import all_letters, result_of
from content.newsletters.rules import may_send_newsletters
from content.newsletters.wording import words_of

# A mail brings its own style sheet; links in it open in the whole window, not in the frame.
MAIL_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "frame-ancestors": [SELF],
}


@require_GET
@requires(may_send_newsletters)
def desk(request: Any) -> HttpResponse:
    state = request.GET.get("toestand", "")
    rows = all_letters()
    if state in NewsletterState.values:
        rows = rows.filter(state=state)
    context = {
        "page": paginate(rows, request.GET.get("page")),
        "states": NewsletterState,
        "state": state if state in NewsletterState.values else "",
    }
    return render(request, "content/newsletters/desk.html", context)


@require_GET
@requires(may_send_newsletters)
def check(request: Any, pk: int) -> HttpResponse:
    """How it will arrive and at whom; once it left, what became of it."""
    letter = _found(pk)
    return _check(request, letter, ReadersForm.of(letter))


def _check(request: Any, letter: Newsletter, form: ReadersForm) -> HttpResponse:
    sent = letter.state == NewsletterState.SENT
    context = {
        "letter": letter,
        "form": form,
        "text": words_of(letter).text,
        "people": letter.recipients if sent else len(recipients_of(letter)),
        "result": result_of(letter) if sent else None,
    }
    return render(request, "content/newsletters/check.html", context)


@require_GET
@requires(may_send_newsletters)
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type]
def mail(request: Any, pk: int) -> HttpResponse:
    """The HTML of the mail alone, for the frames on its page; its way out leads nowhere here."""
    html = words_of(_found(pk)).html.replace("[[unsubscribe]]", "#")
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


@require_POST
@requires(may_send_newsletters)
def readers(request: Any, pk: int) -> HttpResponse:
    letter, form = _found(pk), ReadersForm(request.POST)
    if not form.is_valid():
        return _check(request, letter, form)
    done = _("Bewaard: u ziet hier hoeveel mensen de nieuwsbrief krijgen.")
    return _try(request, letter, done, services.choose_readers, **form.cleaned_data)


@require_POST
@requires(may_send_newsletters)
def test(request: Any, pk: int) -> HttpResponse:
    done = _("De proef is onderweg naar %(address)s.") % {"address": request.user.email}
    return _try(request, _found(pk), done, services.send_test, to=request.user)


@require_http_methods(["GET", "POST"])
@requires(may_send_newsletters)
def send(request: Any, pk: int) -> HttpResponse:
    """The second step: it says how many people get it, and asks when."""
    letter = _found(pk)
    if not letter.is_draft:
        messages.info(request, _("Deze nieuwsbrief is al gepland of verzonden."))
        return redirect("content:newsletter-check", pk)
    people = len(recipients_of(letter))
    form = SendForm(request.POST or None, initial={"version": letter.version, "people": people})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["people"] == people:
            return _plan(request, letter, form)
        # What one says yes to is the number as it is now.
        form = SendForm({**request.POST.dict(), "people": people})
        form.add_error(None, _("Het aantal ontvangers is intussen veranderd. Kijk het na."))
    context = {"letter": letter, "form": form, "people": people}
    return render(request, "content/newsletters/send.html", context)


def _plan(request: Any, letter: Newsletter, form: SendForm) -> HttpResponse:
    data = form.cleaned_data
    done = _("De nieuwsbrief is gepland.") if data["at"] else _("De nieuwsbrief vertrekt nu.")
    return _try(
        request, letter, done, services.plan,
        actor=request.user, version=data["version"], at=data["at"],
    )  # fmt: skip


@require_POST
@requires(may_send_newsletters)
def hold_back(request: Any, pk: int) -> HttpResponse:
    done = _("Tegengehouden: de nieuwsbrief is opnieuw een ontwerp.")
    return _try(request, _found(pk), done, services.hold_back, actor=request.user)


def _found(pk: int) -> Newsletter:
    return get_object_or_404(Newsletter, pk=pk)


def _try(
    request: Any, letter: Newsletter, done: str, act: Callable[..., object], **data: Any
) -> HttpResponse:
    """Do it and say so; what may not be says why, and changes nothing."""
    try:
        act(letter=letter, **data)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, done)
    return redirect("content:newsletter-check", letter.pk)
