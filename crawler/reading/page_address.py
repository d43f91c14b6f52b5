"""Addresses → what the page behind may be: product, article, listing, a site's front page, or reference matter."""

import re
from urllib.parse import unquote, urlsplit

_PRODUCT_WORDS = r"/(?:products?|p|item|items|prod|dp|artikel|buy|produkt|producto|tovar|товар|produit|prece|өнім|onim)"
_PRODUCT_SCRIPTS = r"/(?:product|item|prod|artikel|tovar|goods)[_-]?(?:\d|(?:info|details?|view|page|show)\b)"
_LISTING_WORDS = (
    r"/(?:category|categories|collections?|c|cat|departments?|brands?|search|sale|deals|tags?|archives?|"
    r"product-category|kategorij[ai]s?|kategorie[ns]?|kategoriy[ai]|категори[ия]|kategori|kategoria|cat[eé]gories?|"
    r"categor[ií]as?|санат(?:тар)?|razdel|раздел|kollek[ct]i[iy]a|коллекция|kollektion(?:en)?|poisk|поиск|suche|"
    r"recherche|buscar|mekl[eē](?:t|sana)|pencarian|izpārdošana|izpardosana|akcijas|akci[iy]a?|akciya|акции|"
    r"rasprodazha|распродажа|angebote|promotions|soldes|ofertas|brend[iy]?|бренды|marken|marques|marcas|zimoli|merek)"
)
_SHOP_WORDS = (  # what follows may be a category or a product: only what the page holds tells which
    r"/(?:catalogue?|katalog[st]?|каталог|katalogas|cat[aá]logo|shop|store|magazin|магазин|veikals|toko|boutique|"
    r"tienda|duken|дүкен|produkt[ey]|produkti|produits|productos|produk|tovary|товары|preces|tauarlar|тауарлар|"
    r"sortiment|assortiment|ассортимент)"
)
_BLOG_WORDS = (
    r"/(?:blogs?|news|articles?|posts?|stories|journal|magazine|press|insights|updates|knowledge|guides?|reports?|"
    r"novosti|новости|stat[ij]i|статьи|блог|jaunumi|zi[nņ]as|raksti|berita|жаңалықтар|zhanalyqtar|aktuelles|"
    r"nachrichten|neuigkeiten|actualit[eé]s|noticias)"
)
_REFERENCE_HOST = re.compile(
    r"(?:docs?|documentation|developers?|help|support|kb|manual|handbook|forums?|community|discuss|answers|ask)\.", re.I
)
_REFERENCE = re.compile(
    r"/(?:docs|documentation|reference|api-reference|api-docs|manuals?|handbook|user-guide|knowledge-?base|kb|"
    r"help(?:-cent(?:er|re))?|faqs?|hilfe|spravka|справка|pomos[hc]{1,2}|помощь|көмек|palidziba|palīdzība|bantuan|"
    r"aide|ayuda|forums?|форум|viewtopic(?:\.php)?|viewforum(?:\.php)?|showthread(?:\.php)?|threads?|discussions?|"
    r"questions)(?:/|$)|/t/[^/]+/\d+(?:/\d+)?$",
    re.I,
)

_HOME = re.compile(r"(?:/[a-z]{2}(?:[-_][a-z]{2})?)?(?:/(?:(?:index|default)\.\w{3,5}|home))?", re.I)
_PRODUCT = re.compile(
    rf"{_PRODUCT_WORDS}/(?!categor|tag|brand|list|search)[^/]|{_PRODUCT_SCRIPTS}|/products_id/\d", re.I
)
_LISTING = re.compile(rf"{_LISTING_WORDS}(?:/|$)|{_SHOP_WORDS}$|/products?$|/page[/-]?\d+$", re.I)
_SEARCH = re.compile(r"(?:^|&)(?:q|search|query|category|cat)=", re.I)
_PRODUCT_QUERY = re.compile(r"(?:^|&)(?:product|products?_?id|item_?id|id_product)=\d", re.I)
_DATED = re.compile(r"/(?:19|20)\d\d/(?:[01]?\d|[a-z]{3,9})/.*[a-z]", re.I)
_BLOG = re.compile(
    rf"{_BLOG_WORDS}(?:/(?:index\.\w{{3,5}}|page[/-]?\d+|(?:tags?|topics?|categor(?:y|ies)|authors?|"
    rf"archives?)/.*|(?:19|20)\d\d(?:/\d\d?)?))?$",
    re.I,
)
_POST = re.compile(rf"{_BLOG_WORDS}/(?:.*/)?[^/]*[^\W\d_][^/]*$", re.I)


def is_home(address: str) -> bool:
    """Tell whether an address is a site's or a language's front page.

    >>> is_home("https://shop.example/"), is_home("https://shop.example/en/"), is_home("https://shop.example/?page=2")
    (True, True, False)
    """
    parts = urlsplit(address)
    return not parts.query and _HOME.fullmatch(parts.path.rstrip("/")) is not None


def type_of_address(address: str) -> str:
    """Return what an address alone suggests.

    >>> type_of_address("https://shop.example/products/kettle"), type_of_address("https://shop.example/collections/kettles/")
    ('product', 'listing')
    >>> type_of_address("https://shop.example/blog/tag/tea"), type_of_address("https://shop.example/blog/how-to-brew/")
    ('listing', 'article')
    >>> type_of_address("https://shop.example/about"), type_of_address("https://shop.example/product-feed-in-detail")
    ('other', 'other')
    """
    parts = urlsplit(address)
    path = unquote(parts.path) if "%" in parts.path else parts.path
    path = path.rstrip("/")
    if _BLOG.search(path):
        return "listing"
    if _DATED.search(path) or _POST.search(path):
        return "article"
    if _PRODUCT.search(path) or (parts.query and _PRODUCT_QUERY.search(parts.query)):
        return "product"
    return "listing" if _LISTING.search(path) or _SEARCH.search(parts.query) else "other"


def is_reference(address: str) -> bool:
    """Tell whether an address is of documentation, questions and answers, or a forum.

    >>> is_reference("https://acme.example/docs/install"), is_reference("https://forum.acme.example/t/lid/7")
    (True, True)
    >>> is_reference("https://shop.example/t/kettle")
    False
    """
    parts = urlsplit(address)
    path = unquote(parts.path) if "%" in parts.path else parts.path
    return _REFERENCE_HOST.match(parts.netloc) is not None or _REFERENCE.search(path.rstrip("/")) is not None
