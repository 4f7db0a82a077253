from celery import shared_task

from qrc.drills import running


@shared_task
def run() -> None:
    running.run()
