"""How editors write newsletters and principles in their room; sending happens on our own screens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from community.search.services import refresh
from content.findable import PAGE
from content.newsletters.models import Newsletter
from content.pages.principles import Principle, PrinciplesPage

KEPT = ("readers", "province", "role", "is_demo")
"""What our own screens changed meanwhile is not written over."""


class NewsletterCreate(CreateView):
    def save_instance(self) -> Newsletter:
        self.form.instance.author = self.request.user
        made: Newsletter = super().save_instance()
        return made

    def get_success_url(self) -> str:
        return _check(self.object)


class OnlyDrafts:
    """What is planned or sent stays as it was looked at."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        letter = Newsletter.objects.filter(pk=str(kwargs["pk"])).first()
        if letter is not None and not letter.is_draft:
            messages.error(
                request, _("Deze nieuwsbrief is gepland of verzonden, en verandert niet meer.")
            )
            return redirect(_check(letter))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class NewsletterEdit(OnlyDrafts, EditView):
    def save_instance(self) -> Newsletter:
        """Under a lock: who plans it at this moment plans this text, or the one before it."""
        with transaction.atomic():
            row = Newsletter.objects.select_for_update().get(pk=self.form.instance.pk)
            if not row.is_draft:
                return row
            for name in KEPT:
                setattr(self.form.instance, name, getattr(row, name))
            self.form.instance.version = row.version + 1
            self.form.instance.changed_at = timezone.now()
            saved: Newsletter = super().save_instance()
        return saved

    def get_success_url(self) -> str:
        return _check(self.object)


class NewsletterDelete(OnlyDrafts, DeleteView):
    def get_success_url(self) -> str:
        return reverse("content:newsletter-desk")


def _check(letter: Newsletter) -> str:
    return reverse("content:newsletter-check", args=[letter.pk])


class NewsletterViewSet(SnippetViewSet):
    model = Newsletter
    icon = "mail"
    add_to_admin_menu = True
    menu_order = 250
    list_display = ("title", "state", "changed_at")
    list_filter = ("state",)
    search_fields = ("title",)
    inspect_view_enabled = False
    copy_view_enabled = False
    add_view_class = NewsletterCreate
    edit_view_class = NewsletterEdit
    delete_view_class = NewsletterDelete


class PrincipleEdit(EditView):
    def save_instance(self) -> Principle:
        saved: Principle = super().save_instance()
        pages = list(PrinciplesPage.objects.values_list("pk", flat=True))
        transaction.on_commit(lambda: refresh(PAGE, pages), robust=True)
        return saved


class PrincipleViewSet(SnippetViewSet):
    """The 36 slots: editors may fill them, and neither add nor remove one."""

    model = Principle
    icon = "list-ol"
    add_to_admin_menu = True
    menu_order = 260
    list_display = ("number", "group", "name")
    list_filter = ("group",)
    list_per_page = 36
    copy_view_enabled = False
    edit_view_class = PrincipleEdit
