"""Starts a command for ``measuring.run`` and writes what it cost to the open file that it is told.

Linux counts a process's most memory from that of the process it was started by, and the bench itself may
be larger than what it measures; this one, which imports next to nothing, is small.
"""

import json
import os
import sys
import time


def main() -> None:
    """Write CPU seconds, wall seconds and MiB as JSON; the exit code is 1 if the command failed."""
    report, command = int(sys.argv[1]), sys.argv[2:]
    began = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    cost = {
        "cpu": used.ru_utime + used.ru_stime,
        "wall": time.monotonic() - began,
        "memory": used.ru_maxrss / 1024,
    }
    os.write(report, json.dumps(cost).encode())
    sys.exit(1 if status else 0)


if __name__ == "__main__":
    main()
