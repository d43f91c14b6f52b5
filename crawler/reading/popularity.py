"""Counts beside a page or a card → Popularity."""

import re
from collections.abc import Iterable, Iterator

from crawler.parsing.count import parse_count
from crawler.parsing.line import parse_line
from crawler.reading.schema import Thing, parts, text, things
from crawler.reading.sight import Mark, block_text
from crawler.records.popularity import Popularity

_MEASURES = {
    "views": r"views?|reads?|page ?views|visits?|times (?:read|viewed)|просмотр(?:а|ов|ы)?|прочтени[йея]|"
    r"skatījum[ius]|skatījumi|lasījum[ius]|lasījumi|қаралым|көрілім|рет қаралды|оқылым|"
    r"(?:kali )?(?:ditayangkan|dilihat|dibaca)|tayangan|aufrufe?|ansichten|mal gelesen|vues?|lectures?|vistas?|"
    r"visitas?|"
    r"visualizaciones",
    "likes": r"likes?|claps?|hearts?|reactions?|upvotes?|лайк(?:а|ов|и)?|нравится|patīk|ұнату|suka|disukai|gefällt mir|"
    r"j['’]aime|me gusta",
    "comments": r"comments?|repl(?:y|ies)|responses?|комментари(?:й|я|ев|и)|komentār[sui]|komentāri|пікір|түсініктеме|"
    r"komentar|kommentare?|antworten|commentaires?|réponses?|comentarios?|respuestas?",
    "shares": r"shares?|retweets?|reposts?|репост(?:а|ов|ы)?|kopīgots|dalījumi|бөлісу|dibagikan|mal geteilt|partages?|"
    r"compartidos?|veces compartido",
    "bookmarks": r"bookmarks?|saves?|(?:в )?заклад(?:ках|ки|ок)",
    "points": r"points?",
}
_NUMBER = (
    r"(?:\d[\d,.\u00a0\u202f ]*\s?(?:k|m|thousand|million|к|тыс\.?|млн\.?|мың|tūkst\.?|milj\.?|rb|ribu|jt|juta|"
    r"tsd\.?|mio\.?)?|"
    r"no|нет|nav|жоқ|belum ada|keine?|aucune?|pas de|sin)"
)
_SAID = tuple(
    (measure, re.compile(rf"\W*(?:{_NUMBER}\+?\s*(?:{words})(?: so far)?|(?:{words})\s*[:(]?\s*{_NUMBER}\)?)\W*", re.I))
    for measure, words in _MEASURES.items()
)
_OF_ACTION = {
    f"{action}Action": measure
    for measure, actions in {
        "views": "View Read Watch",
        "likes": "Like Agree",
        "comments": "Comment Write Reply",
        "shares": "Share",
        "bookmarks": "Bookmark",
    }.items()
    for action in actions.split()
}
"""Measure by schema.org's name of the action that is counted."""


def read_counts(url: str, marks: Iterable[Mark]) -> Iterator[Popularity]:
    """Yield the first count of each measure among short texts such as ``1,204 views`` or ``Comments (3)``."""
    seen: set[str] = set()
    for mark in marks:
        for said in (mark.text, block_text(mark.node, limit=40)):
            measure = next((measure for measure, pattern in _SAID if pattern.fullmatch(said)), None)
            if measure is None:
                continue
            if measure not in seen:
                seen.add(measure)
                yield Popularity(url=url, measure=measure, value=parse_count(said), value_text=parse_line(said, 100))
            break


def read_statistics(url: str, thing: Thing) -> Iterator[Popularity]:
    """Yield the counts of a schema.org object: interactionStatistic and commentCount."""
    seen: set[str] = set()
    for counter in things(thing.get("interactionStatistic")):
        action = (
            text(counter.get("interactionType"))
            or next((text(kind.get("@type")) for kind in things(counter.get("interactionType"))), None)
            or ""
        )
        measure = _OF_ACTION.get(re.split(r"[/#:]", action)[-1])
        written = text(counter.get("userInteractionCount"), 30)
        if measure and written and measure not in seen:
            seen.add(measure)
            yield Popularity(url=url, measure=measure, value=parse_count(written), value_text=written)
    written = text(thing.get("commentCount"), 30)
    if written and "comments" not in seen and parts(thing.get("commentCount")):
        yield Popularity(url=url, measure="comments", value=parse_count(written), value_text=written)
