"""What the search box finds of the QRC: warnings, each by whoever may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.search.audience import GOVERNMENT, MEMBER, PUBLIC, QRC
from community.search.kinds import Entry, SearchKind, register_kind
from qrc.advisories.enums import Tlp
from qrc.advisories.models import Advisory
from qrc.advisories.text import product_name, words_of
from qrc.advisories.told import as_told
from qrc.advisories.visibility import open_to_all, told_to_others, visible_to

WARNING = "qrc.warning"
CIRCLES = {Tlp.CLEAR: (PUBLIC,), Tlp.GREEN: (MEMBER, QRC), Tlp.AMBER: (GOVERNMENT, QRC)}


def entries(ids: Collection[str]) -> Iterator[Entry]:
    """As others than the desk read them; what waits there is found by its editors alone."""
    rows = Advisory.objects.filter(pk__in=ids).select_related("source")
    told = set(told_to_others().filter(pk__in=ids).values_list("pk", flat=True))
    circle = {each.pk: CIRCLES.get(Tlp(each.tlp), (QRC,)) for each in rows}
    with override("nl"):
        for each in as_told(rows):
            yield _entry(each, circle[each.pk] if each.pk in told else (QRC,))


def _entry(advisory: Advisory, audience: tuple[str, ...]) -> Entry:
    words, source = words_of(advisory), advisory.source
    named = ", ".join(dict.fromkeys(product_name(each) for each in advisory.products))
    return Entry(
        object_id=str(advisory.pk),
        title=advisory.title,
        summary=words.summary,
        body="\n".join((named, words.action, " ".join(advisory.cves))),
        url=reverse("qrc:advisory-detail", args=(advisory.pk,)),
        public_url=reverse("qrc:public-detail", args=(advisory.pk,)) if PUBLIC in audience else "",
        audience=audience,
        identifiers=advisory.cves,
        changed_at=advisory.changed_at,
        facts={
            "severity": advisory.severity,
            "source": source.name,
            "withdrawn": advisory.withdrawn_at is not None,
        },
    )


def ids() -> Iterable[Any]:
    return Advisory.objects.values_list("pk", flat=True)


def visible(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = visible_to(request.user) if request.user.is_authenticated else open_to_all()
    return {str(pk) for pk in rows.filter(pk__in=ids).values_list("pk", flat=True)}


register_kind(
    SearchKind(
        key=WARNING,
        label=_("Waarschuwingen"),
        icon="radio",
        order=1,
        entries=entries,
        ids=ids,
        visible=visible,
        row_template="qrc/alerts/search_row.html",
    )
)
