"""One visit under way: numbers its captures, and says how it ended."""

from collections import Counter

from crawler.batch import Ask, Capture, Discovered, Job, Outcome, VisitEnd, VisitJob, VisitOutcome
from crawler.downloading.answer import Answer
from crawler.downloading.browser import Browser
from crawler.downloading.frontier import Frontier
from crawler.downloading.platform import Marks, read_catalogue
from crawler.parsing.endpoint import endpoint_of
from crawler.parsing.site import parse_host_port

_ANSWERED = frozenset({"ok", "not_modified", "missing", "moved", "denied"})
_REFUSED: tuple[Outcome, ...] = ("blocked", "denied")


class Visit:
    """What one target's visit still has to do, and what came of it so far."""

    def __init__(self, visit: VisitJob, job: Job) -> None:
        self.id = visit.visit
        self.job = visit
        self.frontier = Frontier(visit, job.limits)
        self.marks = Marks()
        self.browser = Browser(visit, job.limits, None if job.renderer else job.no_renderer)
        self.home = parse_host_port(visit.address)
        """``host:port`` where the site lives: the target's own, or where its redirect led."""
        self.unsettled: dict[str, tuple[Ask, Answer]] = {}
        """By address: failed once, to be asked once more."""
        self._first_named: set[str] = set()
        """By pages of endpoints; one that begins like another is the same page again, and so would be the next."""
        self._open: set[str] = set()
        self._due = {ask.url for ask in visit.asks}
        self._number = 0
        self._outcomes: Counter[Outcome] = Counter()
        self._first_fault: str | None = None
        self._first_denial: str | None = None
        self._left_due = False
        self._leads_to: str | None = None

    def asked(self, ask: Ask) -> None:
        """Take note that an answer must come."""
        self._open.add(ask.url)

    def may_try_again(self, ask: Ask, answer: Answer) -> bool:
        """Is it worth asking once more? If so it waits for its second turn, and only that answer will be captured."""
        is_passing = answer.outcome in ("unavailable", "incomplete") or (
            answer.outcome == "error" and not answer.status
        )
        if not is_passing or ask.url in self.unsettled:
            return False
        self.unsettled[ask.url] = ask, answer
        self.frontier.again(ask)
        return True

    def capture(self, ask: Ask, answer: Answer, at: str, final_url: str | None = None) -> Capture:
        """Number an answer; from now on it counts."""
        self.unsettled.pop(ask.url, None)
        self._open.discard(ask.url)
        self._number += 1
        self._outcomes[answer.outcome] += 1
        if answer.outcome not in _ANSWERED:
            self._left_due = self._left_due or ask.url in self._due
            self._first_fault = self._first_fault or f"{ask.url}: {answer.error or answer.outcome}"
        if answer.outcome == "denied":
            self._first_denial = self._first_denial or f"{ask.url}: {answer.error or answer.outcome}"
        return Capture(
            visit=self.id,
            number=self._number,
            url=ask.url,
            at=at,
            outcome=answer.outcome,
            final_url=final_url or ask.url,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            error=answer.error,
            depth=ask.depth,
            rendered=answer.rendered,
        )

    def moved(self, ask: Ask, target: str) -> list[Discovered]:
        """Take up where a redirect leads; return it when it is new. Where the seed leads is the site's home."""
        if ask.why == "seed" or (ask.why == "redirect" and ask.chain[0] == self.job.address):
            self.home = parse_host_port(target)
            self._leads_to = target
        new = self.frontier.follow(ask, target)
        return [new] if new else []

    def is_endpoint(self, ask: Ask) -> bool:
        """Is this a page of an endpoint of the site?"""
        return self.job.source == "site" and endpoint_of(ask.url) is not None

    def offered(self, ask: Ask, answer: Answer) -> list[Discovered]:
        """Take up the endpoints that a page shows; return those that are new."""
        if self.job.source != "site" or not self.job.endpoints:
            return []
        urls = self.marks.endpoints(ask.url, answer)
        return [new for url in urls if (new := self.frontier.offer(url, ask))]

    def read_endpoint(self, ask: Ask, answer: Answer) -> tuple[Answer, list[Discovered]]:
        """Take up what an endpoint names; return what its answer is worth, and the addresses that are new."""
        answer, found, following = read_catalogue(ask, answer)
        new = self.frontier.found(found, ask) if found else []
        first = found.links[0].url if found and found.links else ""
        if following and first not in self._first_named and (further := self.frontier.offer(following, ask)):
            new.append(further)
        self._first_named.add(first)
        return answer, new

    def may_note_denial(self, ask: Ask) -> bool:
        """May a capture say "denied"? Always of what was due; of what pages link, for a tenth of the budget."""
        return ask.url in self._due or self._outcomes["denied"] <= self.job.pages // 10

    def end(self, left_alone: list[str]) -> VisitEnd:
        """Say how it ended; ``left_alone``: why hosts were left with something still to ask."""
        had = self._outcomes["ok"] + self._outcomes["not_modified"]
        outcome: VisitOutcome
        if lost := self._open - self.unsettled.keys():
            left_alone = [*left_alone, f"{len(lost)} answers could not be taken up, first {min(lost)}"]
        reason: str | None = "; ".join(left_alone) or None
        if reason is None and self.browser.missed:
            reason = self._why_not_rendered()
        reason = reason or self._first_fault or self._first_denial
        if not had:
            outcome = "blocked" if any(self._outcomes[refused] for refused in _REFUSED) else "failed"
            reason = reason or self._why_nothing()
        elif left_alone or self._left_due or self.browser.missed:
            outcome = "partial"
        else:
            outcome, reason = "complete", None
        return VisitEnd(
            visit=self.id,
            outcome=outcome,
            reason=reason,
            asked=self._outcomes.total() - self._outcomes["denied"],
            ok=had,
            captures=self._number,
            rendered=self.browser.rendered,
        )

    def _why_not_rendered(self) -> str:
        url, why = next(iter(self.browser.missed.items()))
        return f"{len(self.browser.missed)} pages could not be rendered, first {url}: {why}"

    def _why_nothing(self) -> str:
        if self._leads_to:
            return f"{self.job.address} moved to {self._leads_to}"
        return f"{self.job.address} is missing" if self._outcomes["missing"] else f"{self.job.address} gave no page"
