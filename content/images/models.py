from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HouseImage(AbstractImage):
    """A picture with the text that stands in for it."""

    alt_text = models.CharField(
        _("tekst in plaats van het beeld"), max_length=250, blank=True,
        help_text=_("Wat iemand moet weten die het beeld niet ziet."),
    )  # fmt: skip
    is_decorative = models.BooleanField(
        _("het beeld is alleen versiering"), default=False,
        help_text=_("Wie het niet ziet, mist niets."),
    )  # fmt: skip

    # Its own description would be a second place for the same words.
    admin_form_fields = (
        *(each for each in Image.admin_form_fields if each != "description"),
        "alt_text", "is_decorative",
    )  # fmt: skip

    def clean(self) -> None:
        """One of the two, so that no picture is without words by accident."""
        super().clean()
        faults: dict[str, Any] = {}
        if not self.alt_text.strip() and not self.is_decorative:
            faults["alt_text"] = _("Beschrijf het beeld, of vink aan dat het alleen versiering is.")
        elif self.alt_text.strip() and self.is_decorative:
            faults["is_decorative"] = _("Versiering heeft geen tekst nodig: kies een van de twee.")
        if faults:
            raise ValidationError(faults)

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.alt_text or self.title


class HouseRendition(AbstractRendition):
    image = models.ForeignKey(HouseImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
