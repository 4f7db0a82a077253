from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.organisations.owned import Owned
from qrc.contacts.enums import Rank


def every_channel() -> list[str]:
    return [str(Channel.EMAIL), str(Channel.SMS), str(Channel.WEB)]


class WarningContact(Owned):
    """Whom an organisation chose to be warned about its portfolio, and who is next.

    Without a row the role decides: see `contacts_of`. The row also keeps which channels the
    person switched off for these warnings.
    """

    rank = models.PositiveSmallIntegerField(_("rang"), choices=Rank)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("persoon")
    )
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel), default=every_channel, blank=True,
        verbose_name=_("kanalen"),
    )  # fmt: skip
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"
        ordering = ("organisation_id", "rank")
        verbose_name = _("waarschuwingscontact")
        verbose_name_plural = _("waarschuwingscontacten")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "rank"), name="contact_rank_once"),
            models.UniqueConstraint(fields=("organisation", "user"), name="contact_person_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.rank}: {self.user}"


HOURS = (MinValueValidator(1), MaxValueValidator(168))


class Patience(Owned):
    """How many hours an organisation lets pass before its second contact is reminded."""

    grave_hours = models.PositiveSmallIntegerField(
        _("bij kritieke ernst of misbruik"), default=4, validators=HOURS
    )
    high_hours = models.PositiveSmallIntegerField(_("bij hoge ernst"), default=24, validators=HOURS)

    class Meta:
        app_label = "qrc"
        verbose_name = _("wachttijd")
        verbose_name_plural = _("wachttijden")
        constraints = (
            models.UniqueConstraint(fields=("organisation",), name="patience_once"),
            models.CheckConstraint(
                condition=models.Q(
                    grave_hours__gte=1, grave_hours__lte=168, high_hours__gte=1,
                    high_hours__lte=168,
                ),
                name="patience_within_a_week",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}: {self.grave_hours} / {self.high_hours}"
