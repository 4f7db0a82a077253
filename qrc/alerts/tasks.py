from celery import shared_task

from qrc.alerts import weekly


@shared_task
def tell_week() -> None:
    weekly.tell_week()
