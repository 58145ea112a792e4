"""Settings: forgetting a variable leaves the site closed, and a refused value is named."""

import json
import multiprocessing
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config.secrets import secret_kept_in

ROOT = Path(__file__).resolve().parent.parent
SHOWN = (
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
    "SIGNUP_OPEN",
    "SECURE_PROXY_SSL_HEADER",
    "DEFAULT_PERSON_TIME_ZONE",
)
SHOW = f"""
import json
from config import settings
print(json.dumps({{name: getattr(settings, name, None) for name in {SHOWN!r}}}))
"""


def start(var_dir: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Read the settings in a process of their own, with nothing but these variables set."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "COMMENSAL_VAR": str(var_dir)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def settings_with(var_dir: Path, **environment: str) -> dict[str, object]:
    result = start(var_dir, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_with_nothing_set_the_site_is_for_this_machine_only(tmp_path: Path) -> None:
    settings = settings_with(tmp_path)
    assert settings["DEBUG"] is False
    assert set(settings["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert settings["SECURE_HSTS_SECONDS"] == 0
    assert settings["SECURE_PROXY_SSL_HEADER"] is None


def test_a_public_address_closes_what_must_be_closed(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, COMMENSAL_URL="https://diary.example.org/")
    assert "diary.example.org" in settings["ALLOWED_HOSTS"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://diary.example.org"]
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 60 * 60
    assert settings["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False


def test_the_proxys_word_counts_only_where_the_host_says_so(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, COMMENSAL_BEHIND_PROXY="yes")
    assert settings["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_sign_up_can_be_closed(tmp_path: Path) -> None:
    assert settings_with(tmp_path)["SIGNUP_OPEN"] is True
    assert settings_with(tmp_path, COMMENSAL_SIGNUP_OPEN="no")["SIGNUP_OPEN"] is False


@pytest.mark.parametrize(
    ("variable", "refused"),
    [
        ("COMMENSAL_URL", "diary.example.org"),
        ("COMMENSAL_URL", "ftp://diary.example.org"),
        ("COMMENSAL_URL", "https://"),
        ("COMMENSAL_TIME_ZONE", "Mars/Olympus"),
        ("COMMENSAL_EMAIL_VERIFICATION", "perhaps"),
        ("COMMENSAL_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_refused_value_is_named_with_its_variable(
    tmp_path: Path, variable: str, refused: str
) -> None:
    result = start(tmp_path, **{variable: refused})
    assert result.returncode != 0
    said = result.stderr.splitlines()[-1]
    assert "ImproperlyConfigured" in said
    assert variable in said
    assert refused in said


def test_everything_written_lies_where_the_host_says(tmp_path: Path) -> None:
    place = tmp_path / "not" / "there" / "yet"
    settings_with(place)
    assert {path.name for path in place.iterdir()} == {"secret_key", "built"}
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_the_secret_is_the_owners_alone_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    secret = secret_kept_in(path)
    assert len(secret) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_kept_in(path) == secret
    assert list(tmp_path.iterdir()) == [path]


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    with multiprocessing.get_context("spawn").Pool(8) as pool:
        secrets = pool.map(secret_kept_in, [path] * 64, chunksize=1)
    assert set(secrets) == {path.read_text(encoding="ascii")}
    assert list(tmp_path.iterdir()) == [path]


def test_two_sites_never_share_a_secret(tmp_path: Path) -> None:
    assert secret_kept_in(tmp_path / "one") != secret_kept_in(tmp_path / "other")
