from celery import shared_task

from community.forum.digests import sending


@shared_task
def send() -> None:
    sending.send_due()
