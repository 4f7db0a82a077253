from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "vlavirgem"
    verbose_name = "VlaVirGem"

    def ready(self) -> None:
        from vlavirgem.logs import configure_structlog  # noqa: PLC0415

        configure_structlog()
        # Whoever rings the worker from any process must know our broker.
        from vlavirgem.celery import app  # noqa: PLC0415

        app.set_default()
