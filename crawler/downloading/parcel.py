"""Captures and discovered pages of one job, packed into batches of bounded size."""

import time
from collections.abc import Callable, Iterable

from crawler.batch import Batch, Capture, Discovered, Verdict, VisitEnd

CAPTURES = 50
BYTES = 8_000_000
DISCOVERED = 5000
SECONDS = 10.0
"""A batch of a slow site goes off sooner, so that little is lost when the process dies."""


class Parcel:
    """What is to be sent next; a full one goes off by itself."""

    def __init__(self, job: str, send: Callable[[Batch], None]) -> None:
        self._job = job
        self._send = send
        self._captures: list[Capture] = []
        self._discovered: list[Discovered] = []
        self._verdicts: list[Verdict] = []
        self._bytes = 0
        self._sent_at = time.monotonic()

    def add(self, capture: Capture | None = None, discovered: Iterable[Discovered] = ()) -> None:
        """Put in a capture and what it led to."""
        self._discovered += discovered
        if capture:
            self._captures.append(capture)
            self._bytes += len(capture.body)
        if self._is_full() or time.monotonic() - self._sent_at > SECONDS:
            self.send()

    def learn(self, verdict: Verdict) -> None:
        """Put in what was found out about rendering."""
        self._verdicts.append(verdict)

    def send(self, ends: tuple[VisitEnd, ...] = ()) -> None:
        """Send what is in; with the visits' ends it is the job's last batch."""
        batch = Batch(
            job=self._job,
            captures=tuple(self._captures),
            discovered=tuple(self._discovered),
            verdicts=tuple(self._verdicts),
            ends=ends,
        )
        self._captures, self._discovered, self._verdicts, self._bytes = [], [], [], 0
        self._sent_at = time.monotonic()
        self._send(batch)

    def _is_full(self) -> bool:
        return len(self._captures) >= CAPTURES or self._bytes >= BYTES or len(self._discovered) >= DISCOVERED
