"""What the editors' rooms tell the house."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

NEWSLETTER_PLANNED = register_verb("content.newsletter.planned", _("plande een nieuwsbrief"))
"""Data: `people` (as counted then), `readers`."""

NEWSLETTER_STOPPED = register_verb("content.newsletter.stopped", _("hield een nieuwsbrief tegen"))
NEWSLETTER_SENT = register_verb("content.newsletter.sent", _("een nieuwsbrief vertrok"))
"""Data: `people`, `readers`."""
COURSE_STARTED = register_verb("content.course.started", _("begon aan een cursus"))
"""Data: `course`, the key of its page."""

COURSE_PASSED = register_verb("content.course.passed", _("slaagde voor een cursus"))
"""Once for each person and course. Data: `course`."""

CERTIFICATE_MADE = register_verb("content.certificate.made", _("vroeg een getuigschrift"))
CERTIFICATE_REVOKED = register_verb("content.certificate.revoked", _("trok een getuigschrift in"))
BADGE_ISSUED = register_verb("content.badge.issued", _("vroeg een Open Badge"))
BADGE_KEY_CHANGED = register_verb("content.badge_key.changed", _("Sleutel van badges vernieuwd"))
"""Data: `kid`, the name of the new key."""
PACKAGE_IMPORTED = register_verb("content.package.imported", _("Leerpakket binnengehaald"))
"""Subject: the package. Data: `version` (number), `standard`, `sha256` of the archive."""

PACKAGE_OPENED = register_verb("content.package.opened", _("Leerpakket opengesteld"))
PACKAGE_CHANGED = register_verb("content.package.changed", _("Leerpakket gewijzigd"))
"""Both: Data: `fields`, the names of those that changed."""

PACKAGE_REMOVED = register_verb("content.package.removed", _("Leerpakket verwijderd"))
"""Data: `attempts`, how many went with it."""

PACKAGE_COMPLETED = register_verb("content.package.completed", _("voltooide een leerpakket"))
"""Once per attempt. Actor: the learner; subject: the package. Data: `attempt` and `package` (keys),
`score` (percent, or None)."""

PACKAGE_PASSED = register_verb("content.package.passed", _("slaagde voor een leerpakket"))
"""The same, the first time that the attempt is a pass."""
