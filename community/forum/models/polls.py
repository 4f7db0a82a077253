from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.models.topics import Topic


class Poll(models.Model):
    """The question of a poll. Who chose what is shown to nobody; a bestuur may see how many did."""

    topic = models.OneToOneField(Topic, models.CASCADE, related_name="poll")
    question = models.CharField(_("vraag"), max_length=200)
    is_multiple = models.BooleanField(_("meer dan één antwoord"), default=False)
    closes_at = models.DateTimeField(_("sluit op"), null=True, blank=True)

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return self.question

    @property
    def is_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    text = models.CharField(_("antwoord"), max_length=140)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "community"
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("poll", "text"), name="poll_option_once"),)

    def __str__(self) -> str:
        return self.text


class PollVote(models.Model):
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("option", "user"), name="poll_vote_once"),)

    def __str__(self) -> str:
        return f"{self.option_id} · {self.user_id}"
