from celery import shared_task

from community.conversations.telling import tell_waiting


@shared_task
def tell() -> None:
    tell_waiting()
