"""A target that is a file: it is visited without a network, by whoever starts the run."""

from pathlib import Path

from crawler.batch import Batch, Capture, Limits, Outcome, VisitEnd
from crawler.parsing.token import parse_without_tokens

SCHEME = "file:"


def is_file(address: str) -> bool:
    """Is the target a file?"""
    return address.startswith(SCHEME)


def visit_file(visit: int, address: str, folder: Path, at: str, limits: Limits | None = None) -> Batch:
    """Return the visit of a file, whole: its capture and its end. A path that is not absolute is seen from ``folder``.

    A file that is missing or cannot be read is an error, never a page that is gone: it may only not be mounted.
    """
    most_bytes = (limits or Limits()).body_bytes
    path = folder / address.removeprefix(SCHEME)
    body, outcome, error = b"", "ok", None
    try:
        with path.open("rb") as file:
            body = parse_without_tokens(file.read(most_bytes + 1))
    except OSError as fault:
        outcome, error = "error", f"{path}: {fault.strerror}"
    if len(body) > most_bytes:
        body, outcome, error = b"", "too_large", f"{path}: over {most_bytes} bytes"
    return _whole(visit, address, at, body, outcome, error)  # type: ignore[arg-type]


def _whole(visit: int, address: str, at: str, body: bytes, outcome: Outcome, error: str | None) -> Batch:
    status = 200 if outcome == "ok" else None
    capture = Capture(
        visit=visit,
        number=1,
        url=address,
        at=at,
        outcome=outcome,
        final_url=address,
        status=status,
        body=body,
        error=error,
    )
    end = VisitEnd(
        visit=visit,
        outcome="complete" if outcome == "ok" else "failed",
        reason=error,
        asked=1,
        ok=int(outcome == "ok"),
        captures=1,
    )
    return Batch(job=address, captures=(capture,), ends=(end,))
