#!/usr/bin/env python3
"""Make .venv as uv.lock says, with nothing but Python's own library to start from.

A second run that finds the lock unchanged does nothing. The last argument list, if any, is run with the
environment's Python: `scripts/bootstrap.py [--dev] -- manage.py …`.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"


def main() -> None:
    """Prepare the environment, then become the command that was asked for."""
    own, _, command = _split(sys.argv[1:])
    prepare(dev="--dev" in own)
    if command:
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), *command])


def prepare(dev: bool) -> None:
    """Make or update .venv; ``dev`` adds what tests and checks need."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    wanted = hashlib.sha256((ROOT / "uv.lock").read_bytes()).hexdigest()
    marks = [VENV / ".synced-dev"] if dev else [VENV / ".synced-dev", VENV / ".synced"]
    if any(mark.is_file() and mark.read_text() == wanted for mark in marks):
        return
    _say("Preparing .venv (a minute the first time)…")
    if not PYTHON.exists():
        _make_venv()
    _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV], "install uv")
    groups = [] if dev else ["--no-dev"]
    sync = [
        str(VENV / "bin" / "uv"),
        "sync",
        "--frozen",
        "--inexact",
        "--compile-bytecode",
        # On a terminal uv shows how far it is: nothing else takes so long.
        *([] if sys.stderr.isatty() else ["--quiet"]),
        *groups,
    ]
    _run(sync, "install the locked packages")
    (VENV / (".synced-dev" if dev else ".synced")).write_text(wanted)


def _make_venv() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(
            "Python cannot make a virtual environment here. On Debian: apt-get install python3-venv\n"
            + (done.stderr or done.stdout)
        )


def _run(command: list[str], what: str) -> None:
    environ = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    environ.pop("VIRTUAL_ENV", None)
    # uv brings its own certificates; behind a proxy only the system's know the way out.
    environ.setdefault("UV_SYSTEM_CERTS", "true")
    if subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode:
        sys.exit(f"Could not {what}: see above. Is the network there? Run the same command again to go on.")


def _split(arguments: list[str]) -> tuple[list[str], str, list[str]]:
    if "--" not in arguments:
        return arguments, "", []
    at = arguments.index("--")
    return arguments[:at], "--", arguments[at + 1 :]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
