"""What no page may exceed in the browser, nor the browser itself."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RenderLimits:
    """Limits of the one browser of a machine and of each page in it."""

    pages_at_once: int = 2
    page_s: float = 60.0
    """Longest time that a caller can ask for one page."""
    quiet_s: float = 0.3
    """A page stands still when it waited for nothing and its document did not change for so long."""
    restless_s: float = 3.0
    """A document that goes on changing though the network is quiet, such as a clock, is taken after so long."""
    page_bytes: int = 20_000_000
    """What one page may load, as it comes over the wire."""
    requests: int = 300
    """What one page may ask, without what is refused anyway (pictures, fonts, frames …)."""
    html_bytes: int = 10_000_000
    fetched: int = 20
    """JSON answers of one page that are kept."""
    fetched_bytes: int = 500_000
    """All of them together."""
    renderer_bytes: int = 700_000_000
    """Resident memory of one page's process, the program itself left out; over it that process is killed."""
    browser_bytes: int = 1_500_000_000
    """Resident memory of all processes of the browser and its driver, what they have in common counted once; over it
    the browser is killed."""
    watch_s: float = 0.25
    """How often memory is looked at while a page is rendered."""
    start_s: float = 20.0
    answer_s: float = 10.0
    """A browser that does not open or close a page within so long is killed."""
    pages_per_browser: int = 200
    """A browser is replaced after so many pages."""
    restarts: int = 3
    """After so many browsers in a row that ended by themselves before they rendered a page, there is no further one."""
