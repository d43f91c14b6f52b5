"""Offer: what one page said about one thing for sale."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One thing for sale at one address, after schema.org's Offer and Product."""

    KIND: ClassVar[str] = "offer"
    KEY: ClassVar[tuple[str, ...]] = (
        "url",
        "variant",
        "seller",
        "region",
        "condition",
        "min_quantity",
        "customer_type",
    )

    url: str
    """Address of the thing's own page (not of the listing it was seen on); of a row of a price list the list's address
    with what tells the row behind it, ``<list>#<article number or name>``."""
    name: str | None = None
    """Name as the page wrote it, white space collapsed."""
    brand: str | None = None
    """Maker's name as the page wrote it; None: not said."""
    sku: str | None = None
    """The seller's own article number."""
    gtin: str | None = None
    """GTIN-8/12/13/14, digits only, check digit right; None otherwise."""
    mpn: str | None = None
    """The maker's part number."""
    category: tuple[str, ...] = ()
    """Category names from the root down; () is unknown."""
    price: Decimal | None = None
    """What one pays now, in ``currency``; None: not said, or not clear."""
    price_text: str | None = None
    """The price as the page wrote it."""
    price_candidates: tuple[Decimal, ...] = ()
    """The readings of an unclear ``price_text``; () when it is clear."""
    list_price: Decimal | None = None
    """The crossed-out or reference price; None: the page gives none."""
    list_price_text: str | None = None
    """The list price as the page wrote it; None without one."""
    currency: str | None = None
    """ISO 4217; None: not said, or a sign of several currencies."""
    price_type: str | None = None
    """exact, from, range, unit or subscription; None without a price."""
    availability: str | None = None
    """schema.org ItemAvailability name (InStock, OutOfStock …); None: not said."""
    availability_text: str | None = None
    """What the page wrote of availability; None: said only for machines, or not at all."""
    available_from: str | None = None
    """First day on which it can be had or is shipped, YYYY-MM-DD (schema.org availabilityStarts); None: not said."""
    delivery_days: int | None = None
    """Most days until delivery or dispatch that the page promises ("ships in 2-3 days": 3); None: not said."""
    market: str | None = None
    """ISO 3166 country the offer is for."""
    region: str | None = None
    """Part of ``market`` the offer is for, as the page or the target's settings say; None: all of it."""
    tax_included: bool | None = None
    """Does ``price`` include VAT? None: not said."""
    min_quantity: int | None = None
    """Least number one must buy at this price; None: not said, one will do."""
    customer_type: str | None = None
    """Who may buy at this price when not everyone: member, business, student or subscriber; None: everyone."""
    pack_count: int | None = None
    """Pieces in the pack that ``price`` is for ("6 × 0.5 l": 6); None: not said, one."""
    unit_price: Decimal | None = None
    """Price of one ``unit_price_unit``, in ``currency``, as the page says it beside ``price``; None: not said."""
    unit_price_unit: str | None = None
    """kg, l, m, m², piece … (always of one, "€/100 g" is ten times that per kg); None without ``unit_price``."""
    unit: str | None = None
    """What ``price`` is for when not for one piece (kg, m², month …); None: one piece."""
    condition: str | None = None
    """schema.org OfferItemCondition name (NewCondition, UsedCondition …); None: not said."""
    shipping: Decimal | None = None
    """Delivery of one unit, in ``currency``; None: not said."""
    valid_until: str | None = None
    """Last day of the price, YYYY-MM-DD."""
    seller: str | None = None
    """Who sells, when it is not the site itself."""
    variant: str | None = None
    """What tells this variant from the others of the same page (its sku, or size and colour); None: the only one."""
