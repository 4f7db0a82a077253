from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HouseImage(AbstractImage):
    """A picture with the text that stands in for it."""

    alt_text = models.CharField(_("tekst in plaats van het beeld"), max_length=250, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "alt_text")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text or self.title


class HouseRendition(AbstractRendition):
    image = models.ForeignKey(HouseImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
