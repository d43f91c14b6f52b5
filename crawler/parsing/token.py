"""Answers that carry somebody's access token → the same without it: a secret must not enter the store."""

import re

_TOKEN = re.compile(rb"(access_token(?:=|%3D|\"\s{0,9}:\s{0,9}\"))[^\"&\\\s<>']{1,2000}", re.IGNORECASE)


def parse_without_tokens(body: bytes) -> bytes:
    """Return a body with the value of each access token replaced by ``-``.

    >>> parse_without_tokens(b'{"next": "https://ads.example/?after=2&access_token=EAAB1&limit=5"}')
    b'{"next": "https://ads.example/?after=2&access_token=-&limit=5"}'
    """
    return _TOKEN.sub(rb"\1-", body) if b"access_token" in body else body
