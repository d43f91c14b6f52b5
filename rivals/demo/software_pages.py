"""How Crewplan's site shows one day: every address → the answer it gives."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rivals.demo import software_data as data
from rivals.demo.shop import start_of
from rivals.demo.software_day import ABOUT, HOME, PRICING, PROFILES, REVIEWS, TERMS, SoftwareCompany, SoftwareDay
from rivals.demo.software_news import Job, Study, jobs, questions, releases, studies
from rivals.demo.software_plans import comparison
from rivals.demo.software_posts import SoftwarePost, count_text, in_feed
from rivals.demo.software_reviews import SoftwareReview, mean_stars
from rivals.demo.views import TOKEN, VISITS, Answer, Pager

POSTS_PER_PAGE, REVIEWS_PER_PAGE = 6, 8

_T = TypeVar("_T")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates" / "crewplan"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class SoftwarePages:
    """The site on one day: its routes and the pages rendered so far."""

    def __init__(self, company: SoftwareCompany, day: SoftwareDay, origin: str) -> None:
        self.company = company
        self.day = day
        self.origin = origin
        self.routes: dict[str, Callable[[], Answer]] = {}
        self._answers: dict[str, Answer] = {}
        self._add_pages()
        self._add_lists()
        self._add_files()

    def answer(self, path: str) -> Answer:
        """Return the answer to a path, rendered at its first request."""
        if path not in self._answers:
            route = self.routes.get(path)
            if route is None:
                if len(path) > 1 and path.rstrip("/") in self.routes:
                    return Answer(status=301, location=path.rstrip("/"))
                return replace(self._page("missing.html", path), status=404)
            self._answers[path] = route()
        return self._answers[path]

    def _add_pages(self) -> None:
        add = self.routes.__setitem__
        add(HOME, self._home)
        add(PRICING, self._pricing)
        for path in (ABOUT, "/contact", "/login", "/signup"):
            add(path, partial(self._page, f"{path[1:]}.html", path))
        for path in (TERMS, "/legal/privacy"):
            add(path, partial(self._cached, path))
        add("/changelog", partial(self._page, "changelog.html", "/changelog", releases=releases(self.day.day)))
        add("/customers", partial(self._page, "customers.html", "/customers", studies=studies(self.day.day)))
        for study in studies(self.day.day):
            add(f"/customers/{study.slug}", partial(self._study, study))
        add("/careers", partial(self._page, "careers.html", "/careers", jobs=jobs(self.day.day)))
        for job in jobs(self.day.day):
            add(f"/careers/{job.slug}", partial(self._job, job))
        add("/logout", lambda: Answer(status=302, location="/"))

    def _add_lists(self) -> None:
        add = self.routes.__setitem__
        posts, reviews = self.day.posts[::-1], self.day.reviews[::-1]
        for path, shown, pager in _paged("/blog", posts, POSTS_PER_PAGE):
            add(path, partial(self._page, "blog.html", path, posts=shown, pager=pager))
        for post in posts:
            add(post.path, partial(self._post, post))
        for path, opinions, pager in _paged(REVIEWS, reviews, REVIEWS_PER_PAGE):
            add(path, partial(self._reviews, path, opinions, pager))

    def _add_files(self) -> None:
        add = self.routes.__setitem__
        add("/robots.txt", partial(self._file, "robots.txt", "text/plain; charset=utf-8"))
        add("/sitemap.xml", partial(self._file, "sitemap.xml", "application/xml"))
        add(self.company.feed_path, partial(self._file, "feed.xml", "application/rss+xml; charset=utf-8"))
        add("/assets/site.css", partial(self._file, "site.css", "text/css; charset=utf-8"))
        add("/assets/billing.js", partial(self._file, "billing.js", "text/javascript; charset=utf-8"))
        for name in ("logo.svg", "rota.svg"):
            add(f"/img/{name}", partial(self._file, name, "image/svg+xml"))
        for study in studies(self.day.day):
            path = f"/img/customers/{study.slug}.svg"
            add(path, partial(self._file, "picture.svg", "image/svg+xml", label=study.customer))

    def _home(self) -> Answer:
        return self._page(
            "home.html",
            HOME,
            studies=studies(self.day.day),
            posts=self.day.posts[:-4:-1],
            data=Markup(data.home_data(self.company, self.origin)),
        )

    def _pricing(self) -> Answer:
        asked = questions(self.day)
        return self._page(
            "pricing.html",
            PRICING,
            questions=asked,
            comparison=comparison(self.day.tiers),
            data=Markup(data.pricing_data(self.company, self.day, asked, self.origin)),
        )

    def _post(self, post: SoftwarePost) -> Answer:
        others = [other for other in self.day.posts[::-1] if other is not post and other.topic == post.topic]
        return self._page(
            "post.html",
            post.path,
            post=post,
            others=others[:2],
            counts={measure: count_text(measure, value) for measure, value in post.counts(self.day.day).items()},
            data=Markup(data.post_data(self.company, post, self.origin)),
        )

    def _reviews(self, path: str, shown: Sequence[SoftwareReview], pager: Pager) -> Answer:
        first = pager.number == 1
        return self._page(
            "reviews.html",
            path,
            reviews=shown,
            pager=pager,
            mean=mean_stars(self.day.reviews) if first else None,
            data=Markup(data.reviews_data(self.company, self.day, self.origin)) if first else None,
        )

    def _study(self, study: Study) -> Answer:
        others = [other for other in studies(self.day.day) if other is not study][:3]
        return self._page("customer.html", f"/customers/{study.slug}", study=study, others=others)

    def _job(self, job: Job) -> Answer:
        found = data.job_data(self.company, job.title, job.place, job.posted_on.isoformat(), job.text)
        return self._page("job.html", f"/careers/{job.slug}", job=job, data=Markup(found))

    def _cached(self, path: str) -> Answer:
        """Return a legal page as a page cache keeps it: its tokens stay as long as the rest of it stays."""
        body = self._page(f"{path.rpartition('/')[2]}.html", path).body
        digest = hashlib.sha256(body).hexdigest()
        body = body.replace(TOKEN.encode(), digest[:16].encode()).replace(VISITS.encode(), b"48,213")
        return _with_tag(Answer(body=body))

    def _file(self, template: str, content_type: str, **values: object) -> Answer:
        body = self._render(template, path="", feed=in_feed(self.day.posts), **values)
        return _with_tag(Answer(content_type=content_type, body=body.encode()))

    def _page(self, template: str, path: str, **values: object) -> Answer:
        return Answer(body=self._render(template, path=path, **values).encode())

    def _render(self, template: str, **values: object) -> str:
        return (
            _templates()
            .get_template(template)
            .render(
                company=self.company,
                day=self.day,
                origin=self.origin,
                now=start_of(self.day.day),
                routes=list(self.routes),
                profiles=PROFILES,
                count_text=count_text,
                TOKEN=TOKEN,
                VISITS=VISITS,
                **values,
            )
        )


def _paged(path: str, rows: Sequence[_T], size: int) -> list[tuple[str, Sequence[_T], Pager]]:
    """Return address, rows and pager of each page of a list; the first page has no number."""
    paths = tuple(path if page == 1 else f"{path}?page={page}" for page in range(1, max(1, -(-len(rows) // size)) + 1))
    return [
        (page_path, rows[(number - 1) * size : number * size], Pager(number=number, paths=paths))
        for number, page_path in enumerate(paths, 1)
    ]


def _with_tag(answer: Answer) -> Answer:
    tag = hashlib.sha256(answer.body).hexdigest()[:24]
    return replace(answer, validation="no-cache", etag=f'"{tag}"')
