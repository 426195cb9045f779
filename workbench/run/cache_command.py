"""`workbench cache`: what is kept of earlier analyses, from the command line."""

from __future__ import annotations

import argparse

from workbench.show.escape import plain
from workbench.store.cache import LIMIT_BYTES, SETTING, Cache, default_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--clear", action="store_true", help="remove everything that is kept")


def run_command(args: argparse.Namespace) -> int:
    """Shows what is kept, or clears it."""
    folder = default_folder()
    if folder is None:
        print(f"no cache: {SETTING} is off")
    elif args.clear:
        print(plain(f"{Cache(folder).clear()} packs removed from {folder}"))
    else:
        status = Cache(folder).status()
        print(plain(f"{folder}: {status['bytes'].sum() / 2**20:.1f} MiB of at most {LIMIT_BYTES / 2**30:.0f} GiB"))
        if len(status):
            print(plain(status.to_string(index=False)))
    return 0
