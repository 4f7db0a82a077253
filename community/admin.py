from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.activity.models import Owed
from community.activity.services import record, retry_now
from community.kit.validators import validate_kbo
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


class OrganisationForm(forms.ModelForm):
    # Wide enough for a number typed with its dots.
    kbo = forms.CharField(label=_("KBO-nummer"), max_length=16, required=False)

    class Meta:
        model = Organisation
        fields = (
            "kind", "name", "former_name", "kbo", "ovo", "province", "started_on", "ended_on",
            "successor",
        )  # fmt: skip

    def clean_kbo(self) -> str | None:
        """Typed with or without dots; its check digits are verified."""
        typed = self.cleaned_data["kbo"]
        return validate_kbo(typed) if typed else None

    def clean_ovo(self) -> str | None:
        # Unique when given: two organisations without one are not the same.
        return self.cleaned_data["ovo"] or None


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    form = OrganisationForm
    list_display = ("name", "kind", "kbo", "province", "ended_on")
    list_filter = ("kind", "province")
    search_fields = ("sort_name", "kbo", "ovo")
    autocomplete_fields = ("successor",)
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


@admin.register(Owed)
class OwedAdmin(admin.ModelAdmin):
    """Reactions that the house owes and could not pay yet: what failed, and the button to try again."""

    list_display = ("reaction", "happened", "attempts", "not_before", "error")
    list_filter = ("reaction",)
    actions = ("try_again",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return Owed.objects.open().exclude(error="").select_related("activity")

    @admin.display(description=_("gebeurtenis"))
    def happened(self, obj: Owed) -> str:
        return str(obj.activity)

    @admin.action(description=_("Nu opnieuw proberen"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: Any) -> None:
        number = retry_now(queryset)
        self.message_user(request, _("%(n)s opnieuw in de rij.") % {"n": number})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False  # what is owed stays owed
