from celery import shared_task

from community.contests.services import close_due


@shared_task
def follow() -> None:
    close_due()
