from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.profiles.enums import Contact, ShownTo, Spoken


class MemberProfile(models.Model):
    """What a person tells other members, and to whom. Who has no row told nothing yet.

    His mail address stands nowhere: people reach each other by messages.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile", primary_key=True
    )
    function = models.CharField(_("functie"), max_length=120, blank=True)
    function_for = models.CharField(
        _("wie leest uw functie?"), max_length=10, choices=ShownTo, default=ShownTo.MEMBERS
    )
    bio = models.TextField(_("over mij"), max_length=2000, blank=True)
    bio_for = models.CharField(
        _("wie leest wat u over uzelf schrijft?"), max_length=10, choices=ShownTo,
        default=ShownTo.MEMBERS,
    )  # fmt: skip
    phone = models.CharField(_("telefoon op het werk"), max_length=30, blank=True)
    phone_for = models.CharField(
        _("wie leest uw telefoonnummer?"), max_length=10, choices=ShownTo, default=ShownTo.NOBODY
    )
    languages = ArrayField(
        models.CharField(max_length=5, choices=Spoken), verbose_name=_("talen"), default=list,
        blank=True,
    )  # fmt: skip
    contact = models.CharField(
        _("mag een ander lid u een bericht sturen?"), max_length=10, choices=Contact,
        default=Contact.MEMBERS,
    )  # fmt: skip
    is_listed = models.BooleanField(_("toon mij in de ledenlijst"), default=True)
    shown_to_suppliers = models.BooleanField(_("ook leveranciers mogen mij zien"), default=False)
    # A moderator took function and bio out of sight of others; the other lines stay.
    words_hidden_at = models.DateTimeField(_("verborgen op"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        verbose_name = _("profiel")
        verbose_name_plural = _("profielen")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(languages__contained_by=[each.value for each in Spoken]),
                name="profile_languages_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id}"


def profile_of(user: Any) -> MemberProfile:
    """His row, or what holds for who has none."""
    return MemberProfile.objects.filter(user=user.pk).first() or MemberProfile(user=user)
