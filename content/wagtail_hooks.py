"""The editors' room in the house's colours, and what of theirs is not for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import BaseViewRestriction, Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from content.editing import NewsletterViewSet, PrincipleViewSet
from content.learning.editing import LearningGroup, OrganisationChooser
from content.learning.serving import screen_of
from content.library.enums import Status
from content.library.models import LibraryDocument, Theme
from content.pages.review import holds_back


class ThemeViewSet(SnippetViewSet):
    """The library's themes, kept by editors."""

    model = Theme
    icon = "tag"
    menu_label = _("Thema’s van de bibliotheek")
    list_display = ("name", "slug", "order")
    form_fields = ("name", "slug", "order")


register_snippet(NewsletterViewSet)
register_snippet(PrincipleViewSet)


@hooks.register("insert_global_admin_css")
def house_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("content/cms.css"))


@hooks.register("register_admin_menu_item")
def back_to_the_house() -> MenuItem:
    return MenuItem(
        _("Naar het overzicht"), reverse("community:dashboard"), icon_name="arrow-left", order=1
    )


@hooks.register("before_serve_page", order=-1)
def page_for_others(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    if request.user.is_authenticated:
        _refuse(request, page.get_view_restrictions())


@hooks.register("before_publish_page")
def not_while_a_colleague_reads(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Who asked for a review does not pass it by; what he saved stays, as a draft."""
    if not holds_back(page, request.user):
        return None
    _say_who_reads(request)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def not_many_while_a_colleague_reads(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for pages that are ticked in a list, and for what stands under them."""
    if action_type != "publish":
        return None
    pages = [each for each in objects if isinstance(each, Page)]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for each in pages for below in each.get_descendants().specific()]
    if not any(holds_back(each, request.user) for each in pages):
        return None
    _say_who_reads(request)
    return redirect(action.next_url)


def _say_who_reads(request: HttpRequest) -> None:
    messages.error(
        request,
        gettext(
            "Deze pagina ligt bij een collega ter nazicht. Uw wijziging is bewaard als ontwerp. "
            "Trek het nazicht in als u ze zelf online wilt zetten."
        ),
    )


@hooks.register("before_serve_document", order=-1)
def never_by_wagtail(document: LibraryDocument, request: HttpRequest) -> None:
    """Its own way out is not mounted; were it ever, it would still hand out nothing."""
    raise Http404


@hooks.register("construct_document_chooser_queryset")
def choose_published(documents: Any, request: HttpRequest) -> Any:
    """A page links to what its readers may open one day: never to a draft."""
    return documents.filter(status=Status.PUBLISHED)


register_snippet(ThemeViewSet)


@hooks.register("before_serve_page", order=10)
def learning_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """After every lock was tried: courses and lessons know their reader, a bare page does not."""
    return screen_of(page, request)


@hooks.register("register_admin_viewset")
def organisations_to_choose_from() -> OrganisationChooser:
    return OrganisationChooser("organisation_chooser")


register_snippet(LearningGroup)


def _refuse(request: HttpRequest, restrictions: Iterable[BaseViewRestriction]) -> None:
    """403 for who has signed in and may not read: Wagtail would send him to sign in, for ever."""
    for each in restrictions:
        by_password = each.restriction_type == BaseViewRestriction.PASSWORD
        if not by_password and not each.accept_request(request):
            raise PermissionDenied
