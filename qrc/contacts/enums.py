from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Rank(IntegerChoices):
    FIRST = 1, _("Eerste contact")
    SECOND = 2, _("Tweede contact")
