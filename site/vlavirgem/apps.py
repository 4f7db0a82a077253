from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "vlavirgem"
    verbose_name = "VlaVirGem"

    def ready(self) -> None:
        # Whoever rings the worker from any process must know our broker.
        from vlavirgem.celery import app  # noqa: PLC0415

        app.set_default()
