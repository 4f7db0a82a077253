from celery import shared_task

from content.library.services import remind_due


@shared_task
def remind() -> None:
    """Documents that are due to be looked at again: their owners hear it once for each date."""
    remind_due()
