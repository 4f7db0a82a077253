"""The socket under a request: pinned to a judged address, on one clock from first to last."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
from django.utils.translation import gettext as _

from community.kit.http.addresses import Target
from community.kit.http.budget import Budget, too_slow
from community.kit.http.errors import ConnectionFailed, FetchError

LONGEST_CONNECT = 10.0
"""Seconds for one address, so that a dead one leaves time for the next."""


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to the addresses that were judged, whatever the name says by now."""

    def __init__(self, target: Target, budget: Budget) -> None:
        self._target = target
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        last: OSError = ConnectionRefusedError()
        for address in self._target.addresses:
            seconds = min(self._budget.seconds_left(), LONGEST_CONNECT)
            try:
                # An address in digits: nothing is looked up here any more.
                line = socket.create_connection((address, self._target.port), seconds)
            except OSError as error:
                last = error
            else:
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return TimedStream(line, self._budget)
        raise failure(last) from last


class TimedStream(httpcore.NetworkStream):
    """Every wait is cut at the end of the whole request: a server that drips gains nothing."""

    def __init__(self, line: socket.socket, budget: Budget) -> None:
        self._line = line
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._timed():
            data = self._line.recv(max_bytes)
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            # With a timeout sendall counts it over the whole, not for each piece.
            self._line.settimeout(self._budget.seconds_left())
            self._line.sendall(buffer)
        except TimeoutError as error:
            raise too_slow() from error
        except OSError as error:
            # The one error httpcore forgives: a server may refuse before it heard us out.
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._line.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            with self._timed():
                line = ssl_context.wrap_socket(self._line, server_hostname=server_hostname)
        except FetchError:
            self.close()
            raise
        return TimedStream(line, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._line if info == "ssl_object" and self._is_tls() else None

    def _is_tls(self) -> bool:
        return isinstance(self._line, ssl.SSLSocket)

    @contextlib.contextmanager
    def _timed(self) -> Iterator[None]:
        self._line.settimeout(self._budget.seconds_left())
        try:
            yield
        except OSError as error:
            raise failure(error) from error


def failure(error: Exception) -> FetchError:
    """What went wrong below HTTP, in words an editor can act on."""
    if isinstance(error, TimeoutError):
        return too_slow()
    if isinstance(error, ssl.SSLCertVerificationError):
        return ConnectionFailed(_("Het certificaat van de server klopt niet."))
    if isinstance(error, ssl.SSLError):
        return ConnectionFailed(_("De beveiligde verbinding komt niet tot stand."))
    if isinstance(error, ConnectionRefusedError):
        return ConnectionFailed(_("De server weigert de verbinding."))
    if isinstance(error, ConnectionError | httpcore.WriteError):
        return ConnectionFailed(_("De server verbrak de verbinding."))
    if isinstance(error, httpcore.ProtocolError):
        return ConnectionFailed(_("Het antwoord van de server is onvolledig of onleesbaar."))
    return ConnectionFailed(_("De server is niet bereikbaar."))
