from celery import shared_task

from community.files import sweeping, working


@shared_task
def work() -> None:
    """Scan and read what waits, for a while; what is left rings again."""
    working.work()


@shared_task
def sweep() -> None:
    """What nobody keeps."""
    sweeping.sweep()
