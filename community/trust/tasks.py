from celery import shared_task

from community.trust.services import promote_due


@shared_task
def promote() -> None:
    """Who rises or falls by what he did; nobody twice."""
    promote_due()
