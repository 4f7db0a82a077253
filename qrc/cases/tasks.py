from celery import shared_task

from qrc.cases.escalation import escalate_due
from qrc.cases.services import settle


@shared_task
def follow_up() -> None:
    settle()
    escalate_due()
