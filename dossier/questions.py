"""The checklist of competitor research: every question, and what answers it or would."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Question:
    """One point of the checklist."""

    id: str
    asks: str
    kinds: tuple[str, ...] = ()
    """Kinds of records that answer it; () when no reader yields any yet."""
    fill: str
    """What would answer it."""
    lacks: str = ""
    """What the answer still lacks when these kinds were seen; "" when nothing."""


QUESTIONS = (
    Question(
        id="C01",
        asks="Direct, indirect or foreign; how developed?",
        fill="comparison pages and shared bidders; the kind is in competitors.yaml",
    ),
    Question(
        id="C02",
        asks="What do they charge?",
        kinds=("offer", "plan"),
        fill="a site with product pages or a pricing page",
    ),
    Question(id="C03", asks="What do they sell?", kinds=("offer",), fill="a site with product pages"),
    Question(
        id="C04",
        asks="How do they position themselves?",
        kinds=("headline", "tagline"),
        fill="a site whose home page can be read",
    ),
    Question(
        id="C05",
        asks="What do they promise, and what is their selling point?",
        kinds=("promise",),
        fill="a site with pages on delivery, returns or warranty",
        lacks="claims of single products are not read",
    ),
    Question(id="C06", asks="Whom do they sell to?", fill="a reader of “for …” pages and case studies"),
    Question(id="C07", asks="Where are they and their customers?", fill="a reader of contact pages and store locators"),
    Question(id="C08", asks="Conferences, ratings, awards?", fill="a reader of event and award pages"),
    Question(id="C09", asks="Which associations are they in?", fill="member lists of associations"),
    Question(id="C10", asks="Which holding do they belong to?", fill="legal ids, registers and certificates"),
    Question(id="C11", asks="What does a mystery shopper find?", fill="a visit by hand, written down"),
    Question(id="C12", asks="How did the site change over the years?", fill="captures of web archives"),
    Question(id="C13", asks="Does the brand become more popular?", fill="an export of search interest"),
    Question(id="C14", asks="Which tenders do they enter and win?", fill="a source of tenders"),
    Question(
        id="C15",
        asks="Which advertising channels and budgets?",
        kinds=("ad", "technology"),
        fill="a library of ads; exports of spend",
        lacks="budgets need an export",
    ),
    Question(id="C16", asks="For which queries are they found?", fill="exports of search tools"),
    Question(
        id="C17",
        asks="What do their ads say?",
        kinds=("ad",),
        fill="a library of ads: a target ad_library",
        lacks="ads beside search results are not seen",
    ),
    Question(
        id="C18", asks="What do they mail, and how do they warm a lead?", fill="a mailbox that subscribes to them"
    ),
    Question(id="C19", asks="What is their most popular content?", kinds=("article",), fill="a blog or a feed"),
    Question(
        id="C20",
        asks="Which groups have they in social networks, and how large?",
        kinds=("profile",),
        fill="a site whose home page links them",
        lacks="followers are not counted",
    ),
    Question(id="C21", asks="Which ad creatives run?", kinds=("ad",), fill="a library of ads: a target ad_library"),
    Question(id="C22", asks="What do niche communities say?", fill="feeds of communities"),
    Question(id="C23", asks="What do opinion leaders say?", fill="feeds of the people who matter"),
    Question(id="C24", asks="Which videos do they publish?", fill="feeds of video channels"),
    Question(id="C25", asks="Who mentions them?", fill="news feeds"),
    Question(
        id="C26",
        asks="What do customers and employees say?",
        kinds=("review", "rating"),
        fill="a site with reviews",
        lacks="employees’ and independent platforms are not read",
    ),
    Question(id="C27", asks="Is their site good?", fill="a browser that measures it"),
    Question(
        id="C28",
        asks="Which systems run there?",
        kinds=("technology",),
        fill="a site whose home page can be read",
    ),
    Question(id="C32", asks="Which touchpoints has the journey?", fill="a reader of touchpoints"),
    Question(id="C33", asks="How do they collect leads?", fill="a reader of forms"),
    Question(id="C34", asks="How large is their business?", fill="a reader of claims; registers"),
    Question(id="C35", asks="Whom do they hire?", fill="a reader of vacancies"),
    Question(id="C37", asks="Through whom else do they sell?", fill="feeds of marketplaces and price comparisons"),
    Question(id="C38", asks="Which strategy do they follow?", fill="the analyst decides"),
)
"""C29, C30, C31 and C36 are the reports themselves."""
