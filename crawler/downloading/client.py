"""What Scrapy's client gives, a response or an exception → an Answer."""

from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response

from crawler.batch import Limits
from crawler.downloading.answer import Answer, read_answer


def answer_of_response(response: Response, limits: Limits, *, asked_conditionally: bool) -> Answer:
    """Return what a response is worth."""
    headers = {
        name.decode("latin-1").lower(): [value.decode("latin-1") for value in values]
        for name, values in response.headers.items()
    }
    return read_answer(
        response.status,
        headers,
        response.body,
        is_cut="dataloss" in response.flags,
        asked_conditionally=asked_conditionally,
        most_bytes=limits.body_bytes,
    )


def answer_of_failure(error: BaseException | None, limits: Limits, denied: str | None) -> Answer:
    """Return why there was no answer; ``denied``: what the egress guard says of this host and port."""
    if denied and isinstance(error, CannotResolveHostError):
        return Answer(outcome="denied", error=denied)
    if isinstance(error, DownloadTimeoutError):
        return Answer(outcome="error", error=f"no whole answer within {limits.request_s:.0f} s")
    if isinstance(error, DownloadCancelledError):
        return Answer(outcome="too_large", error=f"over {limits.body_bytes} bytes")
    line = " ".join(str(error).split())[:300]
    return Answer(outcome="error", error=f"{type(error).__name__}: {line}" if line else type(error).__name__)
