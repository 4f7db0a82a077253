from celery import shared_task

from community.achievements.services import begin_sweep, pay_looks, step_rounds


@shared_task
def weigh() -> None:
    pay_looks()
    step_rounds()


@shared_task
def sweep() -> None:
    begin_sweep()
