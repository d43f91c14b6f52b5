"""The structured data of Crewplan's pages: JSON-LD as software companies write it."""

import json
from collections.abc import Sequence

from rivals.demo.software_day import PROFILES, SoftwareCompany, SoftwareDay
from rivals.demo.software_posts import SoftwarePost
from rivals.demo.software_reviews import mean_stars

Data = dict[str, object]


def home_data(company: SoftwareCompany, origin: str) -> str:
    """Return the JSON-LD of the home page: who, which site, which software."""
    nodes = [
        {
            "@type": "Organization",
            "@id": f"{origin}/#organization",
            "name": company.label,
            "legalName": f"{company.label} Limited",
            "url": f"{origin}/",
            "logo": f"{origin}/img/logo.svg",
            "slogan": company.tagline,
            "sameAs": list(PROFILES.values()),
            "contactPoint": {
                "@type": "ContactPoint",
                "contactType": "customer support",
                "telephone": company.phone,
                "availableLanguage": ["en", "de", "fr"],
            },
        },
        {
            "@type": "WebSite",
            "@id": f"{origin}/#website",
            "url": f"{origin}/",
            "name": company.label,
            "publisher": {"@id": f"{origin}/#organization"},
            "inLanguage": "en",
        },
        _application(company, origin),
    ]
    return _dump({"@context": "https://schema.org", "@graph": nodes})


def pricing_data(company: SoftwareCompany, day: SoftwareDay, questions: Sequence[tuple[str, str]], origin: str) -> str:
    """Return the JSON-LD of the pricing page: the span of the prices, and the questions below them."""
    asked = [amount for tier in day.tiers for amount in (tier.monthly, tier.yearly) if amount is not None]
    offers: Data = {
        "@type": "AggregateOffer",
        "priceCurrency": company.currency,
        "lowPrice": str(min(asked)),
        "highPrice": str(max(asked)),
        "offerCount": len(day.tiers),
    }
    faq: Data = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in questions
        ],
    }
    return _dump([{"@context": "https://schema.org"} | _application(company, origin) | {"offers": offers}, faq])


def reviews_data(company: SoftwareCompany, day: SoftwareDay, origin: str) -> str:
    """Return the JSON-LD of the first page of reviews: their mean and number."""
    mean: Data = {
        "@type": "AggregateRating",
        "ratingValue": str(mean_stars(day.reviews)),
        "bestRating": "5",
        "worstRating": "1",
        "reviewCount": len(day.reviews),
    }
    return _dump({"@context": "https://schema.org"} | _application(company, origin) | {"aggregateRating": mean})


def post_data(company: SoftwareCompany, post: SoftwarePost, origin: str) -> str:
    """Return the JSON-LD of a post."""
    url = origin + post.path
    published = f"{post.published:%Y-%m-%dT%H:%M:%S+00:00}"
    trail = (("Blog", f"{origin}/blog"), (post.title, url))
    nodes = [
        {
            "@type": "BlogPosting",
            "@id": f"{url}#article",
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "headline": post.title,
            "description": post.summary,
            "articleSection": post.topic,
            "author": {"@type": "Person", "name": post.author},
            "datePublished": published,
            "dateModified": published,
            "wordCount": post.words,
            "publisher": {"@type": "Organization", "@id": f"{origin}/#organization", "name": company.label},
        },
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": item}
                for position, (name, item) in enumerate(trail, 1)
            ],
        },
    ]
    return _dump({"@context": "https://schema.org", "@graph": nodes})


def job_data(company: SoftwareCompany, title: str, place: str, posted_on: str, text: str) -> str:
    """Return the JSON-LD of a posting on the careers pages."""
    return _dump(
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": title,
            "description": f"<p>{text}</p>",
            "datePosted": posted_on,
            "employmentType": "FULL_TIME",
            "hiringOrganization": {"@type": "Organization", "name": company.label},
            "jobLocation": {
                "@type": "Place",
                "address": {"@type": "PostalAddress", "addressLocality": place, "addressCountry": company.country},
            },
        }
    )


def _application(company: SoftwareCompany, origin: str) -> Data:
    return {
        "@type": "SoftwareApplication",
        "@id": f"{origin}/#app",
        "name": company.label,
        "applicationCategory": "BusinessApplication",
        "operatingSystem": "Web, iOS, Android",
        "url": f"{origin}/",
        "publisher": {"@type": "Organization", "@id": f"{origin}/#organization", "name": company.label},
    }


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
