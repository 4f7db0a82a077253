from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from community.accounts.models import User
from community.organisations.models import MailDomain, Membership, Organisation


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """No passwords and no rights here: people choose the first, memberships give the second."""

    list_display = ("email", "first_name", "last_name", "is_active", "last_seen_on")
    list_filter = ("is_active", "is_staff", "is_demo")
    search_fields = ("email", "first_name", "last_name")
    fields = (
        "email", "first_name", "last_name", "language", "is_active", "date_joined",
        "last_login", "last_seen_on",
    )  # fmt: skip
    readonly_fields = ("email", "date_joined", "last_login", "last_seen_on")


class MailDomainInline(admin.TabularInline):
    model = MailDomain
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "kbo", "province", "ended_on")
    list_filter = ("kind", "province")
    search_fields = ("sort_name", "kbo", "ovo")
    autocomplete_fields = ("successor",)
    fields = (
        "kind", "name", "former_name", "kbo", "ovo", "province", "started_on", "ended_on",
        "successor",
    )  # fmt: skip
    inlines = (MailDomainInline,)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("user", "organisation", "roles", "joined_at", "left_at")
    search_fields = ("user__email", "organisation__sort_name")
    autocomplete_fields = ("user", "organisation")
    list_select_related = ("user", "organisation")

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False  # leaving keeps the row
