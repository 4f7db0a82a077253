"""One newsletter that left some weeks ago, and one that the editors still work on."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from community.accounts.models import User
from community.messaging.enums import State
from community.messaging.models import Delivery, Message
from content.newsletters import services
from content.newsletters.models import Newsletter
from content.pages.news import NewsPage
from vlavirgem.demo.pages import block
from vlavirgem.demo.sending import send_everything


def write_letters(users: dict[str, User]) -> None:
    if Newsletter.objects.exists():
        return
    editor = users["redactie@vlavirgem.example"]
    news = list(NewsPage.objects.order_by("-published_on"))
    letter = Newsletter.objects.create(
        title="Najaar: de oefening, uw portfolio en een nieuw weekoverzicht", author=editor,
        lead="Drie dingen die dit najaar veranderden, in twee minuten gelezen.", is_demo=True,
        body=[
            block("paragraph", "<p>Beste collega,</p><p>Dank aan de besturen die aan de najaarsoefening meededen. Hieronder leest u wat wij eruit leerden.</p>"),
            *(block("item", {"page": page.pk, "text": ""}) for page in news[1:4]),
            block("heading", {"text": "Tot slot", "level": "h2"}),
            block("paragraph", "<p>Kijk deze maand even na of uw waarschuwingscontacten nog kloppen. Het duurt een halve minuut.</p>"),
        ],
    )  # fmt: skip
    services.plan(letter=letter, actor=editor, version=letter.version)
    services.send_due()
    send_everything()
    _weeks_ago(letter)
    Newsletter.objects.create(
        title="Winter: de maand van de tweede stap", author=editor, is_demo=True,
        lead="In december zetten wij samen de tweede stap bij het aanmelden.",
        body=[
            block("item", {"page": news[0].pk, "text": ""}),
            block("paragraph", "<p>In de volgende brief: wat de nieuwe regels van uw bestuur vragen.</p>"),
        ],
    )  # fmt: skip


def _weeks_ago(letter: Newsletter) -> None:
    """It left five weeks ago, and one mail of it came back."""
    at = timezone.now() - timedelta(weeks=5)
    Newsletter.objects.filter(pk=letter.pk).update(leaves_at=at, sent_at=at, changed_at=at)
    Message.objects.filter(key=letter.key).update(created_at=at)
    rows = Delivery.objects.filter(message__key=letter.key)
    rows.update(queued_at=at, sent_at=at)
    last = rows.order_by("-pk").first()
    if last is not None:
        Delivery.objects.filter(pk=last.pk).update(
            state=State.FAILED, error_code="5.2.2", error="mailbox full"
        )
