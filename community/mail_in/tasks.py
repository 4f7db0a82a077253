from celery import shared_task

from community.mail_in import services


@shared_task
def handle() -> None:
    services.handle_waiting()


@shared_task
def prune() -> None:
    services.prune()
