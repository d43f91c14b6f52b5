"""What the render service is told when it is started."""

from dataclasses import dataclass, field

from crawler.egress import Resolve
from crawler.rendering.limits import RenderLimits


@dataclass(frozen=True, kw_only=True)
class Order:
    """Which browser to use, and for whom."""

    chromium: str
    """Path of the program."""
    user_agent: str
    allow_private: frozenset[str] = frozenset()
    """``host:port`` that may be connected to though not public."""
    limits: RenderLimits = field(default_factory=RenderLimits)
    resolve: Resolve | None = None
    """Looks names up, a function that can be imported by its name; None: the machine's DNS."""
