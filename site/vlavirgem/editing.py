"""The editors' room: Wagtail's settings, read by settings.py."""

from __future__ import annotations

WAGTAIL_SITE_NAME = "VlaVirGem"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILDOCS_DOCUMENT_MODEL = "content.LibraryDocument"
WAGTAILIMAGES_IMAGE_MODEL = "content.HouseImage"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Comments and workflows would mail by themselves; mail leaves by our own outbox (content.reactions).
WAGTAILADMIN_COMMENTS_ENABLED = False
# A page that moves or is renamed keeps its old address.
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# One page in one language: what stands in the address is what was typed.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "dutch"}
}
