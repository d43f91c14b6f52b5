"""How one host and port is treated in a job: its robots.txt, its pace, and when it is left alone."""

from crawler.batch import Limits
from crawler.downloading.answer import Answer
from crawler.downloading.robots import Robots

_GOOD = frozenset({"ok", "not_modified", "moved"})
_BAD = frozenset({"blocked", "unavailable", "error", "incomplete"})
_BYTES_UNDER_WAY = 20_000_000
"""Bodies of one host that may be in memory together."""
_FAILURES_OF_ANSWERING = 4
"""A host that has answered well may fail so many times longer in a row."""


class Host:
    """What we know of one host and port; times are monotonic seconds and come in as arguments."""

    def __init__(self, key: str, delay_s: float, limits: Limits) -> None:
        self.key = key
        """``host:port``: Scrapy's slot."""
        self.robots: Robots | None = None
        self.delay_s = delay_s
        self.closed: str | None = None
        """Why nothing more is asked in this job; None: it is open."""
        self.under_way = 0
        self.paused_until = 0.0
        self.endpoints_at = 0.0
        """When a page of an endpoint may be asked again."""
        self._least_delay_s = delay_s
        self._limits = limits
        self._first_asked_at: float | None = None
        self._bytes = 0
        self._largest = 0
        self._failures = 0
        self._has_answered = False

    def is_ready(self, now: float) -> bool:
        """May another request be made now? Scrapy's slot keeps the delay between two."""
        return self.closed is None and now >= self.paused_until and self.under_way < self._at_once()

    def asked(self, now: float) -> None:
        """Take note of a request."""
        self.under_way += 1
        if self._first_asked_at is None:
            self._first_asked_at = now
        elif now - self._first_asked_at > self._limits.host_s:
            self.close(f"{self.key}: over {self._limits.host_s:.0f} s were spent on it")

    def asked_endpoint(self, now: float) -> None:
        """Take note of a request for a page of an endpoint."""
        if self.delay_s > 0:
            self.endpoints_at = now + max(self.delay_s, self._limits.endpoint_delay_s)

    def answered(self, answer: Answer, now: float) -> None:
        """Take note of an answer: pause, or leave the host alone, where it asks for that."""
        body_bytes, why = len(answer.body), answer.error or answer.outcome
        self.under_way -= 1
        self._bytes += body_bytes
        self._largest = max(self._largest, body_bytes)
        if self._bytes > self._limits.host_bytes:
            self.close(f"{self.key}: over {self._limits.host_bytes} bytes came from it")
        if answer.outcome in _GOOD:
            self._failures, self._has_answered = 0, True
        elif answer.outcome in _BAD:
            self._failures += 1
            if self._failures >= self._limits.failures * (_FAILURES_OF_ANSWERING if self._has_answered else 1):
                self.close(f"{self.key}: {self._failures} times in a row: {why}")
            if answer.retry_after_s is not None:
                self.pause(answer.retry_after_s, why, now)
            elif answer.outcome != "blocked":
                self.pause(min(self._limits.backoff_s * 2 ** (self._failures - 1), self._limits.pause_s), why, now)

    def pause(self, seconds: float, why: str, now: float) -> None:
        """Ask nothing for so long; when that is longer than we wait, nothing more in this job."""
        if seconds > self._limits.pause_s:
            self.close(f"{self.key}: asks to come back in {seconds:.0f} s: {why}")
        self.paused_until = max(self.paused_until, now + seconds)

    def close(self, why: str) -> None:
        """Ask nothing more; the first reason stands."""
        self.closed = self.closed or why

    def obey(self, robots: Robots) -> None:
        """Take over its robots.txt."""
        self.robots = robots
        if robots.unavailable:
            self.close(f"{self.key}: {robots.unavailable}")
        self._least_delay_s = max(self.delay_s, min(robots.crawl_delay_s, self._limits.delay_s))
        self.delay_s = self._least_delay_s

    def adapt(self, latency_s: float) -> None:
        """Slow down with a host that answers slowly, so that half of its time is its own."""
        if self._least_delay_s > 0:
            wanted = (self.delay_s + 2 * latency_s) / 2
            self.delay_s = max(self._least_delay_s, min(wanted, self._limits.delay_s))

    def _at_once(self) -> int:
        if self.delay_s > 0 or not self._has_answered:
            return 1
        return max(1, min(self._limits.at_once, _BYTES_UNDER_WAY // max(1, self._largest)))
