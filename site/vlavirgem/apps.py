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
        # The menu names the screens that editors may hang in their page tree.
        import vlavirgem.navigation  # noqa: F401, PLC0415 - needs the models
