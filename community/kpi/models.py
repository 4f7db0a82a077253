from django.db import models
from django.db.models import Q


class Measurement(models.Model):
    """The value of one indicator on one day, for the whole platform or for one organisation."""

    indicator = models.CharField(max_length=80)
    organisation = models.ForeignKey(
        "community.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    day = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    measured_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "day"), condition=Q(organisation=None),
                name="measurement_once_for_all",
            ),
            models.UniqueConstraint(
                fields=("indicator", "organisation", "day"), name="measurement_once_per_organisation"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator} {self.day}: {self.value}"
