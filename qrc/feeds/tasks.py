from celery import shared_task

from qrc.feeds import keeping, polling, silence


@shared_task
def poll_due() -> None:
    # Threads inside one task: slow sources may not hold every worker, mails wait behind them.
    polling.poll_due()


@shared_task
def prune() -> None:
    keeping.prune()


@shared_task
def watch_silence() -> None:
    silence.watch()
