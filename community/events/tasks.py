from celery import shared_task

from community.events.reminding import run


@shared_task
def follow() -> None:
    run()
