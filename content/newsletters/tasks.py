from celery import shared_task

from content.newsletters import services


@shared_task
def send() -> None:
    services.send_due()
