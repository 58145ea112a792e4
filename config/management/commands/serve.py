"""`serve`: make everything ready and answer requests, with a production server."""

import errno
import hashlib
import os
import socket
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from config import chart_bundle
from tracker.food_search import catalogue_index

LOCAL = "127.0.0.1"
# Assets of packages that no page of ours uses.
UNUSED_ASSETS = ["redoc", "rest_framework", "admin"]


class Server(BaseApplication):
    """Gunicorn, told everything here instead of on a command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application, loaded once before the workers fork."""
        application = get_wsgi_application()
        get_resolver().url_patterns  # noqa: B018 - imports every view, once for all workers
        connections.close_all()  # a connection must not be shared between processes
        return application


class Command(BaseCommand):
    """Migrate, load the catalogue, collect static files as far as needed; then serve."""

    help = "Make the database and files ready, then serve the site."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add where to listen and with how many processes."""
        parser.add_argument("--host", default=os.environ.get("COMMENSAL_BIND", LOCAL))
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--workers", type=int, default=int(os.environ.get("COMMENSAL_WORKERS", "2"))
        )

    def handle(self, host: str, port: int, workers: int, **options: Any) -> None:
        """Refuse a port that is taken before doing anything that takes time."""
        refuse_taken_port(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        collect_static_if_changed()
        self.stdout.write(f"Commensal is at {settings.PUBLIC_URL} (Ctrl-C stops it).")
        self.stdout.flush()
        Server(
            {
                "bind": f"{host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": 4,
                "preload_app": True,
                "control_socket_disable": True,
                "loglevel": "warning",
                # Recycled now and then, so that no leak of any library ever adds up.
                "max_requests": 20_000,
                "max_requests_jitter": 2_000,
                "timeout": 60,
                "post_worker_init": warm_up,
            }
        ).run()


def warm_up(worker: object) -> None:
    """Index the foods, which the first search would wait for, while the worker already answers."""
    threading.Thread(target=_index_foods, daemon=True).start()


def _index_foods() -> None:
    try:
        catalogue_index()
    finally:
        connections.close_all()


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError, saying what to do, if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError as error:
            raise CommandError(f"{port} is not a port. Choose one from 1024 to 65535.") from error
        except OSError as error:
            reason = {
                errno.EADDRINUSE: "another program is using it",
                errno.EACCES: "only the administrator may use ports below 1024",
            }.get(error.errno or 0, str(error))
            raise CommandError(
                f"Cannot listen on {host} port {port}: {reason}. "
                f"Choose another port, for example: make run PORT={port + 80}"
            ) from error


def collect_static_if_changed() -> None:
    """Hash and compress the static files, unless that was done for exactly these files."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = _static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint:
        return
    call_command(
        "collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=UNUSED_ASSETS
    )
    stamp.write_text(fingerprint, encoding="ascii")


def _static_fingerprint() -> str:
    digest = hashlib.sha256((settings.BASE_DIR / "requirements" / "run.txt").read_bytes())
    digest.update(chart_bundle.first_line().encode())
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        if path.is_file():
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()
