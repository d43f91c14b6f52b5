"""Blog, feed, reviews and the pages about the company: plain HTML at every shop."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from markupsafe import Markup

from rivals.demo.render import Renderer, freeze, page_paths, summary
from rivals.demo.reviews import Review
from rivals.demo.structured import company_data, post_data
from rivals.demo.views import Answer, Pager
from rivals.demo.writing import Post

REVIEWS_PER_PAGE = 6

_ACCOUNT_PATHS = ("/cart", "/cart/", "/login", "/my-account/", "/basket/", "/account/", "/search")


class CompanyPages:
    """What a company says, and what is said of it."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._shop = renderer.shop
        self._company = renderer.company

    def routes(self) -> Iterator[tuple[str, Callable[[], Answer]]]:
        """Yield every path and how it is answered."""
        company = self._company
        yield from self._blog_routes()
        yield company.feed_path, self._feed
        yield company.about_path, partial(self._info, "about.html", company.about_path)
        yield company.contact_path, partial(self._info, "contact.html", company.contact_path)
        yield company.terms_path, partial(self._info, "terms.html", company.terms_path)
        yield from self._review_routes()
        yield "/robots.txt", partial(self._file, "robots.txt", "text/plain")
        yield "/style.css", partial(self._file, "style.css", "text/css")
        for path in company.sitemap_paths:
            yield path, partial(self._file, path.removeprefix("/"), "application/xml")
        for path in _ACCOUNT_PATHS:
            yield path, partial(self._renderer.page, "account.html", path)
        yield "/logout", partial(Answer, status=302, location="/")

    def _blog_routes(self) -> Iterator[tuple[str, Callable[[], Answer]]]:
        company, posts, size = self._company, self._shop.posts[::-1], self._company.posts_per_page
        paths = page_paths(company, company.blog_path, len(posts), size)
        for number, path in enumerate(paths, 1):
            shown = posts[(number - 1) * size : number * size]
            yield path, partial(self._blog, path, shown, Pager(number=number, paths=paths))
        for post in posts:
            yield self._shop.post_path(post), partial(self._post, post)
            if left := self._shop.former_post_path(post):
                yield left, partial(Answer, status=301, location=self._shop.post_path(post))
        if company.former is not None:
            left_paths = page_paths(company.former, company.former.blog_path, len(posts), size)
            for old, new in zip(left_paths, paths, strict=True):
                yield old, partial(Answer, status=301, location=new)

    def _review_routes(self) -> Iterator[tuple[str, Callable[[], Answer]]]:
        reviews = self._shop.reviews_of(None)
        paths = page_paths(self._company, self._company.reviews_path, len(reviews), REVIEWS_PER_PAGE)
        for number, path in enumerate(paths, 1):
            shown = reviews[(number - 1) * REVIEWS_PER_PAGE : number * REVIEWS_PER_PAGE]
            yield path, partial(self._reviews, path, shown, Pager(number=number, paths=paths))

    def _blog(self, path: str, shown: Sequence[Post], pager: Pager) -> Answer:
        return self._renderer.page("blog.html", path, posts=self._renderer.post_cards(shown), pager=pager)

    def _post(self, post: Post) -> Answer:
        return self._renderer.page(
            "post.html",
            self._shop.post_path(post),
            post=post,
            date=self._renderer.date_of(post),
            counts={count.measure: count.text for count in self._shop.counts(post)},
            data=Markup(post_data(self._shop, post, self._renderer.origin)),
        )

    def _feed(self) -> Answer:
        posts = [(post, {c.measure: c.value for c in self._shop.counts(post)}) for post in self._shop.in_feed()]
        manner = "atom" if "atom" in self._company.feed_path else "rss"
        kind = f"application/{manner}+xml; charset=utf-8"
        answer = self._renderer.text("feed.xml", kind, posts=posts, summary=summary)
        return freeze(answer, "no-cache") if self._company.cached else answer

    def _reviews(self, path: str, shown: Sequence[Review], pager: Pager) -> Answer:
        """Return one page of the company's reviews; the mean of all stands on the first."""
        rating = self._shop.rating_of(None) if pager.number == 1 else None
        data = Markup(company_data(self._shop, shown, rating, self._renderer.origin))
        return self._renderer.page("reviews.html", path, reviews=shown, rating=rating, pager=pager, data=data)

    def _info(self, template: str, path: str) -> Answer:
        old = self._company.old_encoding if template == "contact.html" else None
        answer = self._renderer.page(template, path, encoding=old or "utf-8")
        return freeze(answer, "no-cache") if self._company.cached else answer

    def _file(self, template: str, content_type: str) -> Answer:
        company = self._company
        listings = [
            path
            for main, sub in company.listings()
            for path in page_paths(
                company,
                company.path_of_listing(main, sub),
                len(self._shop.listing(main, sub)),
                company.per_page,
            )
        ]
        return self._renderer.text(template, content_type, listings=listings)
