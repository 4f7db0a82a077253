from celery import shared_task

from community.activity.services import pay_owed


@shared_task
def pay() -> None:
    pay_owed()
