"""One competitor's visits of one run: stored bodies → readings → fold → what the store derives."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from crawler.fold.fold import captures_to_reread, fold
from crawler.fold.state import State
from crawler.pool import Pool, ReadItem, ReadResult
from crawler.reading.version import reader_version
from crawler.store import derived
from crawler.store.connections import Connection, open_store
from crawler.store.health import MARKET
from crawler.store.lock import hold_lock
from crawler.store.readings import Unread, captures_to_read, load_unit, reader_of, save_readings, still_unread
from rivals.options import Options
from rivals.progress import Progress


@contextmanager
def open_digest(options: Options, *, create: bool = False) -> Iterator["Digest"]:
    """Open the store to write, as the only one, with reading processes and progress beside it."""
    with (
        hold_lock(options.db),
        open_store(options.db, create=create) as db,
        Pool() as pool,
        Progress(quiet=options.quiet, verbose=options.verbose) as progress,
    ):
        yield Digest(db, pool, progress)


@dataclass(frozen=True)
class Digest:
    """Reads and folds what a store holds."""

    db: Connection
    pool: Pool
    progress: Progress

    def pending(self) -> None:
        """Fold anew what other code has folded, from its readings; read and fold every closed unit not folded yet."""
        for competitor in derived.outdated(self.db):
            derived.replace_competitor(self.db, competitor, self.again(competitor))
        for run, competitor in derived.unfolded(self.db):
            self.unit(run, competitor)

    def unit(self, run: int, competitor: str) -> None:
        """Read and fold one competitor's visits of one run; what a crash leaves half done goes on the next time."""
        before = derived.load_state(self.db, competitor)
        derived.save_fold(self.db, competitor, before, self._fold(run, competitor, before, reader_version()))

    def again(self, competitor: str) -> Iterator[derived.Folded]:
        """Yield every run of a competitor folded anew, in order, from its readings; only what has none is read."""
        state = State()
        for run in derived.runs_of(self.db, competitor):
            folded = self._fold(run, competitor, state, reader_of(self.db, run, competitor) or reader_version())
            state = folded.result.state
            self.progress.step(f"folding {competitor or MARKET}")
            yield folded

    def _fold(self, run: int, competitor: str, state: State, reader: str) -> derived.Folded:
        again = captures_to_reread(state, reader)
        if reader == reader_version():
            self._read(run, competitor, captures_to_read(self.db, run, competitor, reader))
            self._read(run, competitor, still_unread(self.db, run, again, reader))
        unit = load_unit(self.db, run, competitor, reader, reread=again)
        return derived.Folded(run=run, reader=reader, result=fold(state, unit))

    def _read(self, run: int, competitor: str, unread: Iterable[Unread]) -> None:
        def results() -> Iterator[ReadResult]:
            for result in self.pool.read_all(ReadItem(**vars(item)) for item in unread):
                self.progress.step(f"reading {competitor or MARKET}")
                if result.error:
                    self.progress.detail(f"{competitor or MARKET}: {result.error}: {result.detail}")
                yield result

        save_readings(self.db, run, reader_version(), results())
