from celery import shared_task

from content.pages import scheduling
from content.pages.menu import forget_main_pages


@shared_task
def publish_scheduled() -> None:
    scheduling.publish_due()
    forget_main_pages()
