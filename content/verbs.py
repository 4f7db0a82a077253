"""What the editors do that must be kept: newsletters and principles."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

NEWSLETTER_PLANNED = register_verb("content.newsletter.planned", _("plande een nieuwsbrief"))
"""Data: `people` (as counted then), `readers`."""

NEWSLETTER_STOPPED = register_verb("content.newsletter.stopped", _("hield een nieuwsbrief tegen"))
NEWSLETTER_SENT = register_verb("content.newsletter.sent", _("een nieuwsbrief vertrok"))
"""Data: `people`, `readers`."""
