import pytest


@pytest.fixture(autouse=True)
def vault(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
