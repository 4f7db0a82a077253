"""A drill of last week, in which some besturen answered and others could not be reached."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from community.accounts.models import User
from community.messaging.enums import State
from community.messaging.models import Delivery, Message
from community.organisations.models import Organisation
from qrc.cases.enums import Via
from qrc.drills.models import Drill, DrillResult
from qrc.drills.running import key_of, run
from qrc.drills.services import acknowledge, approve_drill, plan_drill
from vlavirgem.demo.sending import send_everything

BESTUREN = (
    "Gent", "Aalst", "Mechelen", "Turnhout", "Lochristi", "Deinze", "Aalter", "Bornem", "Hasselt",
    "Leuven",
)  # fmt: skip
AUTUMN = """Dit is de herfstoefening van de QRC. Wij meten of wij elk bestuur bereiken.
Bevestig met één klik dat u dit bericht zag. Meer vragen wij niet."""
NIGHT = """Dit is een oefening van de QRC in de avond. Wij meten of wij u ook buiten de kantooruren
bereiken. Bevestig met één klik dat u dit bericht zag. Meer vragen wij niet."""
ANSWERS = (("alice@gent.example", Via.EMAIL), ("emre@mechelen.example", Via.SMS))
LOST = "fien@turnhout.example"


def hold_drill(people: dict[str, User]) -> None:
    editor = people["qrc@vlavirgem.example"]
    rows = Organisation.objects.active().filter(kind="gemeente", name__in=BESTUREN)
    proposal = plan_drill(
        author=editor, title="Herfstoefening", text=AUTUMN, scope="besturen", organisations=rows,
        channels=["email", "sms", "web"], is_demo=True,
    )  # fmt: skip
    approve_drill(drill=proposal, actor=editor)
    run()
    send_everything()
    mails = Delivery.objects.filter(message__key=key_of(proposal.pk), user=people[LOST])
    mails.filter(channel="email").update(state=State.FAILED, error_code="550")
    keys = list(rows.values_list("pk", flat=True))
    for email, via in ANSWERS:
        acknowledge(drill=proposal, user=people[email], via=via, organisations=keys)
    Drill.objects.filter(pk=proposal.pk).update(closes_at=timezone.now())
    run()
    _set_clock(proposal)
    plan_drill(
        author=editor, title="Nachtelijke oefening", text=NIGHT, scope="provincie",
        province="Oost-Vlaanderen", channels=["email", "sms", "web"], is_demo=True,
        starts_at=timezone.now() + timedelta(days=12), hours=8,
    )  # fmt: skip


def _set_clock(drill: Drill) -> None:
    """It began six days ago, and who answered did so within the hour."""
    began = timezone.now() - timedelta(days=6)
    ended = began + timedelta(hours=24)
    Drill.objects.filter(pk=drill.pk).update(
        created_at=began - timedelta(hours=3), started_at=began, closes_at=ended, closed_at=ended
    )
    for rank in ("first", "second"):
        answered = DrillResult.objects.filter(drill=drill, **{f"{rank}_seen_at__isnull": False})
        answered.update(**{f"{rank}_seen_at": began + timedelta(minutes=25)})
    Message.objects.filter(key=key_of(drill.pk)).update(created_at=began)
    sent = Delivery.objects.filter(message__key=key_of(drill.pk))
    sent.update(queued_at=began, not_before=began)
    sent.filter(sent_at__isnull=False).update(sent_at=F("queued_at") + timedelta(seconds=6))
