from celery import shared_task

from content.pages import scheduling


@shared_task
def publish_scheduled() -> None:
    scheduling.publish_due()
