"""One competitor's visits of one run: stored bodies → readings → fold → what the store derives."""

from collections.abc import Iterable, Iterator

from crawler.fold.fold import captures_to_reread, fold
from crawler.fold.state import State
from crawler.pool import ReadItem, ReadResult, read_all
from crawler.reading.version import reader_version
from crawler.store import derived
from crawler.store.connections import Connection
from crawler.store.readings import Unread, captures_to_read, load_unit, reader_of, save_readings, still_unread
from rivals.progress import Progress


def digest(db: Connection, run: int, competitor: str, progress: Progress) -> None:
    """Read and fold one competitor's visits of one run; what a crash leaves half done goes on the next time."""
    before = derived.load_state(db, competitor)
    derived.save_fold(db, competitor, before, _fold(db, run, competitor, before, reader_version(), progress))


def digest_pending(db: Connection, progress: Progress) -> None:
    """Fold anew what other code has folded, from its readings; read and fold every closed unit that is not folded."""
    for competitor in derived.outdated(db):
        derived.replace_competitor(db, competitor, digest_again(db, competitor, progress))
    for run, competitor in derived.unfolded(db):
        digest(db, run, competitor, progress)


def digest_again(db: Connection, competitor: str, progress: Progress) -> Iterator[derived.Folded]:
    """Yield every run of a competitor folded anew, in order, from the readings it had; only what has none is read."""
    state = State()
    for run in derived.runs_of(db, competitor):
        reader = reader_of(db, run, competitor) or reader_version()
        folded = _fold(db, run, competitor, state, reader, progress)
        state = folded.result.state
        progress.step(f"folding {competitor}")
        yield folded


def _fold(db: Connection, run: int, competitor: str, state: State, reader: str, progress: Progress) -> derived.Folded:
    again = captures_to_reread(state, reader)
    if reader == reader_version():
        _read(db, run, competitor, captures_to_read(db, run, competitor, reader), progress)
        _read(db, run, competitor, still_unread(db, run, again, reader), progress)
    unit = load_unit(db, run, competitor, reader, reread=again)
    return derived.Folded(run=run, reader=reader, result=fold(state, unit))


def _read(db: Connection, run: int, competitor: str, unread: Iterable[Unread], progress: Progress) -> None:
    def results() -> Iterator[ReadResult]:
        for result in read_all(ReadItem(**vars(item)) for item in unread):
            progress.step(f"reading {competitor}")
            if result.error:
                progress.detail(f"{competitor}: {result.error}: {result.detail}")
            yield result

    save_readings(db, run, reader_version(), results())
