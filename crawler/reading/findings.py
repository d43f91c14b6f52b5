"""A page → its findings, of the sorts that are looked for on pages of its type."""

from collections.abc import Iterator

from crawler.reading.headline import read_headline
from crawler.reading.profile import read_profiles
from crawler.reading.promise import read_promises
from crawler.reading.tagline import read_tagline
from crawler.reading.technology import read_technologies
from crawler.reading.view import View
from crawler.records.finding import Finding

_READERS = {
    "headline": read_headline,
    "tagline": read_tagline,
    "promise": read_promises,
    "technology": read_technologies,
    "profile": read_profiles,
}


def read_findings(view: View, looked_for: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the findings of a page, sort by sort."""
    for what, read in _READERS.items():
        if what in looked_for:
            yield from read(view)
