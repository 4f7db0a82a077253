"""Documents for everybody: the new ones for feed readers, all for search engines."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from community.kit.sitemap import AddressBook, Known, register_addresses
from content.library.models import LibraryDocument
from content.library.queries import newest_public, public


def _known(document: LibraryDocument) -> Known:
    return reverse("content:document", args=(document.pk,)), document.changed_at


register_addresses(
    AddressBook(
        "content.documents", lambda: public().only("pk", "changed_at").order_by("pk"), _known
    )
)


@require_safe
@login_not_required
def newest(request: HttpRequest) -> HttpResponse:
    with override("nl"):
        feed = _feed()
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")
    response["Cache-Control"] = "public, max-age=300"
    return response


def _feed() -> Any:
    feed = Atom1Feed(
        title=_("Nieuw in de bestandsbibliotheek van VlaVirGem"),
        link=settings.SITE_URL + reverse("content:library"),
        description=_("Documenten die iedereen mag lezen."),
        feed_url=settings.SITE_URL + reverse("content:library-feed"),
        language="nl",
    )
    for each in newest_public():
        address = settings.SITE_URL + reverse("content:document", args=(each.pk,))
        feed.add_item(
            title=each.title, link=address, description=each.description, unique_id=address,
            pubdate=each.published_at, updateddate=each.changed_at,
            author_name=str(each.author or "VlaVirGem"),
        )  # fmt: skip
    return feed
