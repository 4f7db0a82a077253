from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from community.organisations.enums import LOCAL_ROLES, Role
from community.organisations.rules import current_memberships
from content.newsletters.blocks import letter_field
from content.newsletters.enums import NewsletterState, Readers

ROLES = [(each.value, each.label) for each in LOCAL_ROLES]


class NewsletterQuerySet(models.QuerySet["Newsletter"]):
    def due(self) -> Self:
        return self.filter(state=NewsletterState.PLANNED, leaves_at__lte=timezone.now())

    def sent(self) -> Self:
        return self.filter(state=NewsletterState.SENT)

    def visible_to(self, user: Any) -> Self:
        """Those of the archive that this person may read again: what list and page go by."""
        kept = self.sent()
        return kept if current_memberships(user) else kept.filter(is_public=True)


class Newsletter(models.Model):
    """One letter of the editors to many: composed, looked at, and sent once."""

    title = models.CharField(_("onderwerp"), max_length=150)
    lead = models.TextField(_("eerste alinea"), max_length=600, blank=True)
    body = letter_field()
    is_public = models.BooleanField(
        _("iedereen mag hem later nalezen"), default=True,
        help_text=_("Anders staat hij alleen voor leden in het archief."),
    )  # fmt: skip
    readers = models.CharField(
        _("voor wie"), max_length=12, choices=Readers, default=Readers.MEMBERS
    )
    province = models.CharField(_("provincie"), max_length=40, blank=True)
    role = models.CharField(_("rol"), max_length=30, blank=True, choices=ROLES)
    state = models.CharField(
        _("toestand"), max_length=10, choices=NewsletterState, default=NewsletterState.DRAFT,
        editable=False,
    )  # fmt: skip
    # Raised by every change, so that nobody sends what he did not read.
    version = models.PositiveIntegerField(default=1, editable=False)
    leaves_at = models.DateTimeField(_("vertrekt op"), null=True, editable=False)
    sent_at = models.DateTimeField(_("verzonden op"), null=True, editable=False, db_index=True)
    # How many it was for when it left; who stopped the newsletter is not among them.
    recipients = models.PositiveIntegerField(default=0, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NewsletterQuerySet.as_manager()
    panels = [
        FieldPanel("title"), FieldPanel("lead"), FieldPanel("body"), FieldPanel("is_public"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("nieuwsbrief")
        verbose_name_plural = _("nieuwsbrieven")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=NewsletterState.DRAFT, leaves_at=None)
                | ~Q(state=NewsletterState.DRAFT) & Q(leaves_at__isnull=False),
                name="newsletter_planned_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=NewsletterState.SENT, sent_at__isnull=False)
                | ~Q(state=NewsletterState.SENT) & Q(sent_at=None),
                name="newsletter_sent_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(readers=Readers.PROVINCE) | ~Q(province=""),
                name="newsletter_names_its_province",
            ),
            models.CheckConstraint(
                condition=~Q(readers=Readers.ROLE) | ~Q(role=""), name="newsletter_names_its_role"
            ),
        )
        indexes = (
            models.Index(
                F("leaves_at"), condition=Q(state=NewsletterState.PLANNED), name="newsletter_due"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == NewsletterState.DRAFT

    @property
    def key(self) -> str:
        """The name of its message for ever: what left under it never leaves again."""
        return f"content.newsletter:{self.pk}"

    @property
    def spoken_readers(self) -> str:
        """Whom it is for, in words."""
        label = str(Readers(self.readers).label)
        if self.readers == Readers.PROVINCE:
            return f"{label}: {self.province}"
        if self.readers == Readers.ROLE:
            return f"{label}: {Role(self.role).label}"
        return label
