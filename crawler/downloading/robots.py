"""robots.txt after RFC 9309: what may be asked, how often, and which sitemaps it names."""

from dataclasses import dataclass, field

from protego import Protego

from crawler.downloading.answer import Answer

LONGEST_BYTES = 500 * 1024
"""RFC 9309 2.5: at least 500 KiB are read; the rest is not."""


@dataclass(frozen=True, kw_only=True)
class Robots:
    """The rules of one host and port for us."""

    unavailable: str | None = None
    """Why there are no rules to be had, so that nothing may be asked now; None: there are."""
    crawl_delay_s: float = 0.0
    sitemaps: tuple[str, ...] = ()
    _rules: Protego | None = field(default=None, repr=False)
    _agent: str = ""

    def allows(self, url: str) -> bool:
        """May we ask this address?"""
        return self.unavailable is None and (self._rules is None or self._rules.can_fetch(url, self._agent))


def read_robots(answer: Answer, user_agent: str) -> Robots:
    """Return the rules that an answer to ``/robots.txt`` gives our product token.

    2xx: as written. 4xx but 429: all is allowed (RFC 9309 2.3.1.3). Anything else: not now (2.3.1.4).
    """
    status = answer.status
    if status is not None and 400 <= status < 500 and status != 429:
        return Robots()
    if status is None or not 200 <= status < 300 or not answer.is_whole or answer.outcome == "blocked":
        return Robots(unavailable=f"robots.txt could not be had: {answer.error or f'answered {status}'}")
    rules = Protego.parse(answer.body[:LONGEST_BYTES].decode("utf-8-sig", "replace"))
    agent = user_agent.partition("/")[0]
    return Robots(
        crawl_delay_s=max(0.0, rules.crawl_delay(agent) or 0.0),
        sitemaps=tuple(rules.sitemaps),
        _rules=rules,
        _agent=agent,
    )
