"""What the search box finds: pages that are live and for everybody, and open learning packages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from community.organisations.enums import Audience
from community.search.audience import ACCOUNT, EDITOR, GOVERNMENT, MEMBER, PUBLIC
from community.search.kinds import Entry, SearchKind, register_kind
from content.packages.models import ContentPackage
from content.packages.queries import packages_for

PAGE, PACKAGE = "content.page", "content.package"
KEYS = {
    Audience.PUBLIC: (ACCOUNT,), Audience.MEMBERS: (MEMBER,),
    # The association reads along with the governments.
    Audience.GOVERNMENTS: (GOVERNMENT, EDITOR),
}  # fmt: skip


def pages(ids: Collection[str]) -> Iterator[Entry]:
    for page in _open().filter(pk__in=ids).specific():
        url = page.get_url()
        if url:
            yield Entry(
                object_id=str(page.pk), title=page.title, summary=getattr(page, "lead", ""),
                body=get_text_for_indexing(str(getattr(page, "body", ""))), url=url, public_url=url,
                audience=(PUBLIC,), changed_at=page.last_published_at,
            )  # fmt: skip


def page_ids() -> Iterable[Any]:
    return _open().values_list("pk", flat=True)


def seen_pages(request: HttpRequest, ids: Collection[str]) -> set[str]:
    return {str(pk) for pk in _open().filter(pk__in=ids).values_list("pk", flat=True)}


def _open() -> Any:
    """Live, and behind no lock: of a page for some an editor chose who."""
    return Page.objects.live().public().filter(depth__gt=1)


register_kind(
    SearchKind(
        key=PAGE,
        label=_("Pagina’s"),
        icon="file",
        order=4,
        entries=pages,
        ids=page_ids,
        visible=seen_pages,
    )
)


def packages(ids: Collection[str]) -> Iterator[Entry]:
    for package in ContentPackage.objects.ready().filter(pk__in=ids).select_related("current"):
        version = package.current
        if version is None:
            continue
        parts = " ".join(each["title"] for each in version.items)
        yield Entry(
            object_id=str(package.pk), title=package.title, summary=package.summary, body=parts,
            url=reverse("content:package", args=[package.uuid]),
            audience=KEYS[Audience(package.audience)], changed_at=version.created_at,
        )  # fmt: skip


def package_ids() -> Iterable[Any]:
    found: Iterable[Any] = ContentPackage.objects.ready().values_list("pk", flat=True)
    return found


def seen_packages(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = packages_for(request.user).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


register_kind(
    SearchKind(
        key=PACKAGE, label=_("Leerpakketten"), icon="book", order=5, entries=packages,
        ids=package_ids, visible=seen_packages,
    )
)  # fmt: skip
