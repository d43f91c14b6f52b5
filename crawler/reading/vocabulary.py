"""Words of older vocabularies (data-vocabulary.org, GoodRelations) → schema.org's for the same things."""

from collections.abc import Iterator

from crawler.parsing.json_text import Json

Thing = dict[str, Json]

_TYPES = {
    "Offer-aggregate": "AggregateOffer",
    "OfferAggregate": "AggregateOffer",
    "Review-aggregate": "AggregateRating",
    "RatingAggregate": "AggregateRating",
    "Offering": "Offer",
    "SomeItems": "Product",
    "ActualProductOrServiceInstance": "Product",
    "ProductOrServiceModel": "Product",
    "ProductOrService": "Product",
    "ProductOrServicesSomeInstancesPlaceholder": "Product",
    "BusinessEntity": "Organization",
    "QuantitativeValueFloat": "QuantitativeValue",
    "QuantitativeValueInteger": "QuantitativeValue",
}
_PROPERTIES = {
    "offerDetails": "offers",
    "offerURL": "url",
    "currency": "priceCurrency",
    "condition": "itemCondition",
    "photo": "image",
    "votes": "ratingCount",
    "count": "reviewCount",
    "includes": "itemOffered",
    "includesObject": "itemOffered",
    "hasCurrency": "priceCurrency",
    "hasCurrencyValue": "price",
    "hasMinCurrencyValue": "minPrice",
    "hasMaxCurrencyValue": "maxPrice",
    "hasPriceSpecification": "priceSpecification",
    "hasManufacturer": "manufacturer",
    "hasBrand": "brand",
    "hasStockKeepingUnit": "sku",
    "hasMPN": "mpn",
    "hasEAN_UCC-13": "gtin13",
    "hasGTIN-14": "gtin14",
    "hasInventoryLevel": "inventoryLevel",
    "hasEligibleQuantity": "eligibleQuantity",
    "hasMinValue": "minValue",
    "hasValue": "value",
    "hasUnitOfMeasurement": "unitCode",
    "hasMakeAndModel": "model",
    "legalName": "name",
    "eligibleRegions": "eligibleRegion",
    "eligibleCustomerTypes": "eligibleCustomerType",
}
_MAX_DEPTH = 8
_RATING = {"average": "ratingValue", "value": "ratingValue", "best": "bestRating", "worst": "worstRating"}


def in_schema_org(roots: list[Thing]) -> list[Thing]:
    """Return objects in the words of schema.org; those that use these alone as they are."""
    if not any(_is_old(one) for one in roots):
        return roots
    known = [_renamed(one, 0) if _is_old(one) else one for one in roots]
    steps = [step for one in known for step in _steps(one, 0)]
    trail: Thing = {"@type": ["BreadcrumbList"], "itemListElement": list(steps)}
    return [trail, *known] if steps else known


def _renamed(one: Thing, depth: int) -> Thing:
    """Return one object, and those in it, renamed."""
    said: Thing = {"@type": [_type(name) for name in _parts(one.get("@type")) if isinstance(name, str)]}
    for name, value in one.items():
        if name != "@type":
            said[_PROPERTIES.get(name, name)] = [
                _renamed(part, depth + 1) if isinstance(part, dict) and depth < _MAX_DEPTH else part
                for part in _parts(value)
            ]
    for rating in _parts(said.pop("rating", None)):
        if isinstance(rating, dict):
            said |= {_RATING[name]: value for name, value in rating.items() if name in _RATING}
        else:
            said.setdefault("ratingValue", [rating])
    if "identifier" in said:
        said.setdefault("productID", said["identifier"])
    means = [one for one in _parts(said.get("review")) if isinstance(one, dict) and "AggregateRating" in _types(one)]
    if means:
        said.setdefault("aggregateRating", list(means))
    return said


def _steps(one: Thing, depth: int) -> Iterator[Thing]:
    """Yield the steps of a trail of breadcrumbs, of which each may hold the next."""
    if "Breadcrumb" in _types(one):
        yield {"@type": ["ListItem"], "name": one.get("title") or one.get("name"), "item": one.get("url")}
    for child in _parts(one.get("child")):
        if isinstance(child, dict) and depth < _MAX_DEPTH:
            yield from _steps(child, depth + 1)


def _is_old(one: Thing) -> bool:
    return any(isinstance(name, str) and "schema" not in name and name.strip() for name in _types(one))


def _type(name: str) -> str:
    bare = name.rstrip("/#").replace("#", "/").rpartition("/")[2].rpartition(":")[2]
    return _TYPES.get(bare, bare)


def _types(one: Thing) -> list[Json]:
    return _parts(one.get("@type"))


def _parts(value: Json) -> list[Json]:
    """Return a property's values as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]
