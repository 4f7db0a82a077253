from celery import shared_task

from content.packages import store


@shared_task
def sweep() -> None:
    store.sweep()
