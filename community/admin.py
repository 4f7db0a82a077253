from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from community.accounts.models import User
from community.activity.services import record
from community.organisations.models import MailDomain, Membership, Organisation
from community.organisations.services.members import checked_roles, demand_successor, lock
from community.verbs import MEMBER_JOINED, MEMBER_LEFT, ROLES_CHANGED


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


class MembershipForm(forms.ModelForm):
    """The rules of the house hold by this door too: roles that fit, and never nobody in charge."""

    class Meta:
        model = Membership
        fields = ("user", "organisation", "roles", "job_title", "joined_at", "left_at")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        organisation, roles = given.get("organisation"), given.get("roles")
        if organisation is None or not roles:
            return given
        lock(organisation.pk)
        given["roles"] = checked_roles(organisation, roles)
        held = Membership.objects.filter(pk=self.instance.pk).select_related("organisation").first()
        after = Membership(roles=given["roles"], left_at=given.get("left_at"))
        moved = held is not None and held.organisation_id != organisation.pk
        if held is not None and held.is_administrator and (moved or not after.is_administrator):
            demand_successor(held)
        return given


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    form = MembershipForm
    list_display = ("user", "organisation", "roles", "joined_at", "left_at")
    search_fields = ("user__email", "organisation__sort_name")
    autocomplete_fields = ("user", "organisation")
    list_select_related = ("user", "organisation")

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False  # leaving keeps the row

    def save_model(self, request: Any, obj: Membership, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        verb = ROLES_CHANGED if change else MEMBER_JOINED
        record(
            MEMBER_LEFT if obj.left_at else verb,
            organisation=obj.organisation, actor=request.user, subject=obj,
            user=obj.user_id, roles=obj.roles,
        )  # fmt: skip
