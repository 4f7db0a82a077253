"""What the editors' room shows on the dashboard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page

from community.dashboard.attention import Attention, AttentionTile, Item
from community.dashboard.enums import Part
from community.dashboard.tiles import Tile, register_tile
from community.experts.helps import Help, register_help
from community.forum.discussing import Discussions
from community.kit.counting import counted
from community.organisations.rules import is_editor
from content.learning.queries.catalogue import tally
from content.learning.queries.helping import courses_for
from content.library.models import LibraryDocument
from content.library.queries import KIND as DOCUMENT
from content.library.rules import may_propose, visible_to
from content.packages.queries import still_open
from content.pages.listing import newest
from content.pages.review import to_read

ROWS = 5
"""As many pages to read as the overview shows; all of them stand in the editors' room."""


def _counts(request: Any) -> dict[str, int]:
    """What three tiles count for editors, by one question a request."""
    if not hasattr(request, "content_counts"):
        pages = Page.objects.filter(depth__gt=1)
        request.content_counts = counted({
            "live": pages.filter(live=True), "drafts": pages.filter(has_unpublished_changes=True),
            "waiting": LibraryDocument.objects.proposed(), "to_read": to_read(request.user),
        })  # fmt: skip
    found: dict[str, int] = request.content_counts
    return found


class Pages(Tile):
    key = "content.pages"
    title = gettext_lazy("Inhoud van de site")
    order = 60
    part = Part.KEEPING

    def is_shown(self, request: HttpRequest) -> bool:
        return is_editor(request.user)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        found = _counts(request)
        drafts = found["drafts"]
        return {
            "url": reverse("wagtailadmin_home"),
            "icon": "pencil",
            "value": found["live"],
            "unit": ngettext("pagina online", "pagina’s online", found["live"]),
            "note": ngettext(
                "%(n)d ontwerp wacht op publicatie.",
                "%(n)d ontwerpen wachten op publicatie.",
                drafts,
            )
            % {"n": drafts}
            if drafts
            else _("Niets wacht op publicatie."),
        }


class ToRead(AttentionTile):
    """Pages that somebody laid before the editors, for each of the others."""

    key = "content.to_read"
    title = gettext_lazy("Na te lezen pagina’s")
    order = 30

    def is_shown(self, request: HttpRequest) -> bool:
        return is_editor(request.user)

    def get_attention(self, request: Any) -> Attention:
        number = _counts(request)["to_read"]
        rows = list(to_read(request.user)[:ROWS]) if number else []
        items = [
            Item(
                title=_("Lees na: %(title)s") % {"title": row.revision.object_str},
                text=_("Voorgelegd door %(name)s.") % {"name": row.workflow_state.requested_by},
                url=reverse("wagtailadmin_pages:edit", args=[row.revision.object_id]),
                tag_label=_("Nazicht"), tag_icon="pencil", when=row.started_at,
                action_label=_("Nalezen"),
            )
            for row in rows
        ]  # fmt: skip
        said = ngettext(
            "%(n)d pagina wacht op uw nazicht.", "%(n)d pagina’s wachten op uw nazicht.", number
        )
        return Attention(sentence=said % {"n": number}, items=items)


class News(Tile):
    """The newest news, for who opens his overview."""

    key = "content.news"
    title = gettext_lazy("Nieuws")
    template = "content/news_tile.html"
    order = 55
    part = Part.KNOWLEDGE
    is_public = True

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        pages = newest(3)
        # News stands under its index, whose address is the first part of theirs.
        first = pages[0].get_url(request) if pages else None
        url = f"{first.rstrip('/').rpartition('/')[0]}/" if first else ""
        return {"pages": pages, "url": url}


register_tile(News())


class Learning(Tile):
    """What one may learn, and where one is in it."""

    key = "content.learning"
    title = gettext_lazy("Aanbod e-learning")
    order = 40
    part = Part.KNOWLEDGE

    def is_shown(self, request: Any) -> bool:
        return bool(request.memberships)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        found = tally(request.user)
        latest = found["latest"]
        return {
            "url": reverse("content:learning"),
            "icon": "graduation-cap",
            "value": found["all"],
            "unit": ngettext("cursus voor u", "cursussen voor u", found["all"]),
            "meter_value": int(latest[1] * 100) if latest else None,
            "meter_max": 100,
            "note": self._note(latest, found["passed"]),
        }

    def _note(self, latest: Any, passed: int) -> str:
        if latest is not None:
            return _("Ga verder met „%(course)s”.") % {"course": latest[0]}
        if passed:
            said = ngettext(
                "U slaagde voor %(n)d cursus.", "U slaagde voor %(n)d cursussen.", passed
            )
            return said % {"n": passed}
        return _("Begin er een: u kunt altijd stoppen en later verdergaan.")


register_tile(Pages())
register_tile(ToRead())
register_tile(Learning())


class Library(Tile):
    """How much there is to read for this person, and what came in of late."""

    key = "content.library"
    title = gettext_lazy("Bestandsbibliotheek")
    order = 50
    part = Part.KNOWLEDGE

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        shown = visible_to(request.user).published()
        number, new = _number_and_new(shown)
        waiting = _counts(request)["waiting"] if is_editor(request.user) else 0
        if waiting:
            note = ngettext(
                "%(n)d voorstel wacht op de redactie.", "%(n)d voorstellen wachten op de redactie.",
                waiting,
            ) % {"n": waiting}  # fmt: skip
        elif new:
            note = ngettext(
                "%(n)d nieuw document deze maand.", "%(n)d nieuwe documenten deze maand.", new
            ) % {"n": new}
        else:
            note = _("Vind sjablonen, leidraden en bestekken van collega’s.")
        return {
            "url": reverse("content:library-desk") if waiting else reverse("content:library"),
            "icon": "book",
            "value": number if number < MOST else f"{MOST}+",
            "unit": ngettext("document voor u", "documenten voor u", number),
            "note": note,
        }


class Packages(Tile):
    """On the page *Leren*: packages that stand on their own."""

    key = "content.packages"
    title = gettext_lazy("Leerpakketten")
    template = "content/packages/tile.html"
    slot = "learning"

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        return {"rows": list(still_open(request.user))}


class Recording(Tile):
    """On the screen of an event's material: into the library with its recording."""

    key = "content.recording"
    title = gettext_lazy("Opname toevoegen")
    template = "content/library/recording_tile.html"
    slot = "event.materials"

    def is_shown(self, request: HttpRequest) -> bool:
        return may_propose(request.user)

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        return {"event": subject}


class GroupDocuments(Tile):
    """On the page of a group: its newest documents, and the way to share one."""

    key = "content.group_documents"
    title = gettext_lazy("Bestanden")
    template = "content/library/group_tile.html"
    slot = "group"
    order = 30

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        rows = visible_to(request.user).filter(group=subject.pk).published()
        found = list(rows.order_by(F("published_at").desc(nulls_last=True), "-pk")[: ROWS + 1])
        return {"group": subject, "rows": found[:ROWS], "has_more": len(found) > ROWS}


MOST = 1000


def _number_and_new(shown: Any) -> tuple[int, int]:
    """At most MOST, of the newest; and how many of those are of the last thirty days."""
    since = timezone.now() - timedelta(days=30)
    found = list(
        shown.order_by(F("published_at").desc(nulls_last=True)).values_list(
            "published_at", flat=True
        )[:MOST]
    )
    return len(found), sum(each >= since for each in found)


register_tile(Library())
register_tile(Packages())
register_tile(Recording())
register_tile(Discussions(DOCUMENT, "content.document"))
register_tile(GroupDocuments())
register_help(Help("content.courses", courses_for, order=10))
