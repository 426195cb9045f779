"""A Dask cluster to analyse with: one on this machine, closed to everybody else, or one at an address.

Whoever reaches a Dask scheduler or worker makes it run what he sends, and what these send back is unpickled, which
runs it here. So the cluster on this machine speaks TLS with certificates made for it alone, and of one at an address
nothing is unpickled: what went wrong with a task comes as text (see tasks).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dask
import distributed
from distributed import Client, LocalCluster
from distributed.protocol import pickle
from distributed.security import Security

from workbench.lake.tasks import find_text

ANSWER_SECONDS = 30  # a scheduler that accepts and stays silent longer is none


@contextmanager
def start_cluster(workers: int) -> Iterator[Client]:
    """A cluster of so many processes on this machine, and a client of it."""
    security = Security.temporary()
    settings = {
        # where all workers are gone for good, the run ends with a word and does not wait for ever
        "distributed.scheduler.no-workers-timeout": "60s",
        # what is served by HTTP asks for no certificate: nothing
        "distributed.scheduler.http.routes": [], "distributed.worker.http.routes": [],
        # no module in the working folder is imported when a worker starts
        "distributed.nanny.pre-spawn-environ": {"PYTHONSAFEPATH": "1"},
    }
    with (dask.config.set(settings),
          LocalCluster(n_workers=workers, threads_per_worker=1, protocol="tls://", security=security,
                       dashboard_address=None) as cluster,
          Client(cluster, security=security) as client):
        yield client


@contextmanager
def join_cluster(address: str, seconds: float = ANSWER_SECONDS) -> Iterator[Client]:
    """A client of the scheduler at `address`; ValueError where none answers in time."""
    loads = pickle.loads
    pickle.loads = _refuse
    try:
        try:
            client = CarefulClient(address, timeout=seconds)
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            raise ValueError(f"no Dask scheduler answers at {address} ({str(error) or 'it stays silent'}): start one "
                             "with `dask scheduler`, and give the address it prints") from error
        with client:
            yield client
    finally:
        pickle.loads = loads


def _refuse(*_: Any, **__: Any) -> Any:
    raise TypeError("nothing that a cluster sends is unpickled")


class CarefulClient(Client):
    """A client that unpickles neither results nor exceptions, types, warnings and messages of workers."""

    async def _ensure_connected(self, timeout: Any = None) -> None:
        plain = self.connection_args
        self.connection_args = {**plain, "deserialize": False}
        self.rpc.deserialize = False
        try:
            await asyncio.wait_for(super()._ensure_connected(timeout=timeout), timeout)
        finally:
            self.connection_args = plain

    def _handle_task_erred(self, key: Any = None, exception: Any = None, traceback: Any = None) -> None:
        frames = exception.frames if isinstance(exception, distributed.protocol.Serialized) else [exception]
        super()._handle_task_erred(key=key, exception=find_text(b"".join(
            bytes(frame) for frame in frames if isinstance(frame, bytes | bytearray | memoryview))))

    def _handle_key_in_memory(self, key: Any = None, type: Any = None, workers: Any = None) -> None:
        super()._handle_key_in_memory(key=key)

    async def _handle_event(self, topic: Any, event: Any) -> None:
        """Warnings and prints of workers are not shown."""
