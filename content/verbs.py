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
DOCUMENTS_BROUGHT_IN = register_verb("content.document.brought_in", _("zette documenten klaar"))
"""Data: `documents` (keys)."""

DOCUMENT_PROPOSED = register_verb("content.document.proposed", _("stelde een document voor"))
DOCUMENT_PUBLISHED = register_verb("content.document.published", _("publiceerde een document"))
"""Data: `was`, the state before."""

DOCUMENT_REJECTED = register_verb("content.document.rejected", _("wees een document af"))
DOCUMENT_CHANGED = register_verb("content.document.changed", _("wijzigde een document"))
"""Data: `fields` (names)."""

DOCUMENT_VERSION_ADDED = register_verb(
    "content.document.version_added", _("voegde een versie van een document toe")
)
"""Data: `number`."""

DOCUMENT_REVIEWED = register_verb("content.document.reviewed", _("keek een document opnieuw na"))
DOCUMENT_ARCHIVED = register_verb("content.document.archived", _("archiveerde een document"))
DOCUMENT_RESTORED = register_verb("content.document.restored", _("haalde een document terug"))
DOCUMENT_DROPPED = register_verb(
    "content.document.dropped", _("gooide een klaargezet document weg")
)
DOCUMENT_SETTLED = register_verb(
    "content.document.settled",
    _("Huidige versie of tekst van een document bijgewerkt"),
    audit=False,
)
"""Another version is read now, or its words are known."""

COLLECTION_CLOSED = register_verb(
    "content.collection.readers_changed", _("bepaalde voor wie een verzameling is")
)
"""Data: `audience` ("" for no limit) and `collection` (key)."""
