"""Secrets: given, or made once for a folder; never the same for two, never made for a real site."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet
from vlavirgem import keys


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch):
    for name in ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "DATABASE_URL"):
        monkeypatch.setenv(name, "")


def test_what_is_given_is_used_and_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", " gegeven ")
    monkeypatch.setenv("FIELD_ENCRYPTION_KEYS", "nieuw, oud,")

    assert keys.secret_key(tmp_path, debug=False) == "gegeven"
    assert keys.field_encryption_keys(tmp_path, debug=False) == ["nieuw", "oud"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("debug", [True, False])
def test_a_folder_keeps_what_was_made_for_it_and_only_its_owner_reads_it(debug, tmp_path):
    var = tmp_path / "nog" / "niet"
    secret = keys.secret_key(var, debug=debug)
    fields = keys.field_encryption_keys(var, debug=debug)

    assert (keys.secret_key(var, debug=False), keys.field_encryption_keys(var, debug=False)) == (
        secret, fields,
    )  # fmt: skip
    assert len(secret) >= 50
    assert Fernet(fields[0]).decrypt(Fernet(fields[0]).encrypt(b"x")) == b"x"
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in var.iterdir()}
    assert modes == {"secret-key": 0o600, "field-encryption-keys": 0o600}


def test_two_folders_never_share_a_secret(tmp_path):
    made = {keys.secret_key(tmp_path / name, debug=True) for name in "ab"}
    made |= {keys.field_encryption_keys(tmp_path / name, debug=True)[0] for name in "ab"}

    assert len(made) == 4


def test_many_at_once_agree(tmp_path):
    with ThreadPoolExecutor(16) as several:
        asked = [several.submit(keys.secret_key, tmp_path / "v", debug=True) for _ in range(16)]

    assert len({each.result() for each in asked}) == 1


def test_a_file_left_empty_by_a_killed_maker_is_filled(tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "WRITING", 0.05)
    (tmp_path / "secret-key").touch()

    secret = keys.secret_key(tmp_path, debug=True)

    assert len(secret) >= 50
    assert keys.secret_key(tmp_path, debug=True) == secret


def test_no_key_is_made_for_a_database_that_outlives_the_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/vlavirgem")

    for make, name in (
        (keys.secret_key, "SECRET_KEY"), (keys.field_encryption_keys, "FIELD_ENCRYPTION_KEYS"),
    ):  # fmt: skip
        with pytest.raises(SystemExit, match=f"^{name} ontbreekt"):
            make(tmp_path, debug=False)
    assert list(tmp_path.iterdir()) == []


def test_a_command_beside_a_site_with_debug_uses_the_keys_of_that_site(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/vlavirgem")
    made = keys.secret_key(tmp_path, debug=True)

    assert keys.secret_key(tmp_path, debug=False) == made
