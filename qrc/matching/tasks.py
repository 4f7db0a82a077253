from celery import shared_task

from qrc.matching.services import sign_stale


@shared_task
def sign() -> None:
    while sign_stale():
        pass
