from celery import shared_task

from community.search import services


@shared_task
def keep_whole() -> None:
    """What no verb told of: every night everything is read anew."""
    services.rebuild_all()


@shared_task
def catch_up() -> None:
    """What came without a verb, and everything after the first start."""
    services.catch_up()
