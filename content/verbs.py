"""What content tells the house."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

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
