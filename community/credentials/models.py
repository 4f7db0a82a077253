from django.db import models
from django.db.models import Q
from django.utils import timezone


class SigningKey(models.Model):
    """A pair of keys for badges. The private half is sealed; the public one stays for ever."""

    kid = models.CharField(max_length=40, unique=True)
    private = models.TextField()
    public = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "community"
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("retired_at",), condition=Q(retired_at=None), nulls_distinct=False,
                name="badge_key_one_at_a_time",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.kid
