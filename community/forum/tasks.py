from celery import shared_task

from community.forum.refreshing import render_old


@shared_task
def renew() -> None:
    render_old()
