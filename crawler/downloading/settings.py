"""How Scrapy runs here: only its engine, downloader and HTTP client; what it would add by itself is off."""

from typing import Any

from crawler.batch import Job

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


def scrapy_settings(job: Job) -> dict[str, Any]:
    """Return Scrapy's settings for one job."""
    return {
        # Nothing listens, nothing is kept, nothing but http and https is asked.
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "JOBDIR": None,
        "HTTPCACHE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        # The spider itself sends the headers, obeys robots.txt, unpacks bodies, follows redirects and asks again:
        # the middlewares for it would each cost every page, and decide a second time.
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "STATS_DUMP": False,
        "LOG_LEVEL": "ERROR",
        "DOWNLOAD_FAIL_ON_DATALOSS": False,  # a cut body is kept, as incomplete
        "DOWNLOAD_MAXSIZE": job.limits.body_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_DELAY": max(visit.delay_s for visit in job.visits),
        "DOWNLOAD_DELAY_JITTER": 0,  # a delay is the least time between two requests
        "CONCURRENT_REQUESTS": 2 * job.limits.at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": job.limits.at_once,
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 4 * job.limits.body_bytes,
        "TWISTED_REACTOR": REACTOR,
    }
