"""The editors' room in the house's colours."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("insert_global_admin_css")
def house_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("content/cms.css"))


@hooks.register("register_admin_menu_item")
def back_to_the_house() -> MenuItem:
    return MenuItem(
        _("Naar het overzicht"), reverse("community:dashboard"), icon_name="arrow-left", order=1
    )
