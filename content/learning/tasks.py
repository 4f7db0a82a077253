from celery import shared_task

from content.learning.services import forward_due


@shared_task
def forward() -> None:
    forward_due()
