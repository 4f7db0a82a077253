from celery import shared_task

from community.experts.services import run


@shared_task
def ask() -> None:
    run()
