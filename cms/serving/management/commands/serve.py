"""`manage.py serve`: all sites by hostname, the search API and the desk, on one port of this machine."""

import os
import socket
from pathlib import Path
from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from build.config import load
from build.errors import ConfigError
from cms.publishing.models import Watched
from cms.serving.beside import worker_beside
from cms.serving.by_hostname import ByHostname

BIND = "127.0.0.1"
DEFAULT_PORT = 8000


class Command(BaseCommand):
    """Serves the deployed folder until it is told to stop."""

    help = "Serve every deployed site by its hostname, the search API, and the desk, on one port."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="default: %(default)s")
        parser.add_argument("--bind", default=BIND, metavar="ADDRESS", help="default: %(default)s")
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="leave it to others to bring what is published to the sites",
        )

    def handle(self, **options: Any) -> None:
        sites = sites_folder()
        address_sites_at(options["port"])
        # DatabaseError where there are no tables: the worker would only try again for ever.
        Watched.objects.exists()
        beside = worker_beside(wanted=not options["no_worker"])
        with listening(options["bind"], options["port"]) as listener, beside:
            self.stdout.write(f"Serving {sites} on http://localhost:{options['port']}/ (Ctrl-C ends it)")
            # A browser keeps some connections to every site that it has open, and select() counts to 1,024.
            many = {"connection_limit": 2000, "asyncore_use_poll": True}
            waitress.serve(ByHostname(sites), sockets=[listener], threads=8, **many, _quiet=True)


def address_sites_at(port: int) -> None:
    """Let links to sites and to the desk lead to ``port`` where the environment says nothing of them.

    Those between sites in the build too, which is another process; commands beside it read the port in VAR.
    """
    settings.VAR.mkdir(parents=True, exist_ok=True)
    (settings.VAR / "port").write_text(str(port))
    settings.WAGTAILADMIN_BASE_URL = os.environ.get("LIENTHONG_DESK_URL", f"http://localhost:{port}")
    settings.SITE_URL = os.environ.setdefault("LIENTHONG_SITE_URL", f"http://{{hostname}}:{port}")


def deployed_to() -> str:
    """Where sites are deployed to; CommandError where the environment cannot be used."""
    try:
        return load().target
    except ConfigError as error:
        raise CommandError(str(error)) from error


def sites_folder() -> Path:
    """The folder that sites are deployed to; CommandError where they are not deployed to a folder."""
    target = deployed_to()
    if not target.startswith("folder:"):
        raise CommandError(f"Sites are deployed to {target}, not to a folder: nothing here to serve.")
    return Path(target.removeprefix("folder:"))


def check_port(port: int) -> None:
    """CommandError where there is no such port."""
    if not 0 < port < 65536:
        raise CommandError(f"There is no port {port}; give one from 1 to 65535 with --port.")


def listening(address: str, port: int) -> socket.socket:
    """A socket bound to ``port`` of ``address``; CommandError where it cannot be had."""
    check_port(port)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
    except OSError as error:
        listener.close()
        raise CommandError(
            f"Port {port} of {address} cannot be used ({error.strerror}); give another with --port."
        ) from error
    return listener
