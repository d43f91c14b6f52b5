"""Labels such as ``SKU:`` or ``Производитель`` → what kind of value follows them, in the words shops use."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.reading.nodes import chain, own_text

SKU, GTIN, MPN, MODEL, BRAND = "sku", "gtin", "mpn", "model", "brand"

_LABELS = {
    SKU: (
        "sku|sku code|sku no|sku number|sku id|item|item no|item number|item code|item id|item model number|item sku|"
        "product code|product no|product number|product id|product sku|product ref|product reference|"
        "article|article no|article number|article code|article id|art|art no|art nr|catalogue no|catalogue number|"
        "catalog no|catalog number|cat|cat no|stock no|stock number|stock code|order no|order number|order code|"
        "part no|part number|part|ref|ref no|reference|reference no|reference number|code|style|style no|"
        "style number|style code|product style|listing id|listing number|web id|"
        "артикул|арт|код товара|код продукта|код изделия|код|код артикула|номер товара|номенклатурный номер|"
        "каталожный номер|id товара|тауар коды|код тауара|preces kods|preces numurs|preces nr|preces id|artikuls|"
        "produkta kods|produkta numurs|kods|kode produk|kode barang|kode item|nomor produk|kode|"
        "artikelnummer|artikel-nummer|artikelnr|artikel-nr|artikel nr|artikel|artikelcode|art-nr|art.-nr|art.nr|"
        "bestellnummer|bestell-nummer|bestellnr|bestell-nr|bestell nr|best.-nr|produktnummer|produkt-nr|warennummer|"
        "référence|référence produit|référence article|réf|réf produit|code produit|code article|n° article|"
        "numéro d'article|referencia|referencia del producto|referencia producto|código|código de producto|"
        "código del producto|código producto|cód|código de artículo|código de articulo|número de artículo|"
        "codice|codice prodotto|codice articolo|cod|cod. articolo|cod. prodotto|referência|código do produto|"
        "cód. do produto|artikelnumero|bestelnummer|productcode|productnummer|artikel nummer|"
        "numer katalogowy|nr katalogowy|numer referencyjny|nr ref|kod produktu|indeks|symbol|kod towaru|"
        "artikelnumret|artnr|produktkod|varenummer|varenr|produktnr|tuotenumero|tuotekoodi|tootekood|artikli number|"
        "kód|kód produktu|kód zboží|katalogové číslo|číslo produktu|cikkszám|termékkód|cod produs|"
        "ürün kodu|stok kodu|mã sản phẩm|prekės kodas|"
        "商品編號|商品编号|商品番号|商品コード|品番|貨號|货号|상품번호|상품코드"
    ),
    GTIN: (
        "ean|ean-13|ean13|ean code|ean-code|eannr|ean-nummer|gtin|gtin-13|gtin-14|upc|upc code|barcode|bar code|isbn|"
        "isbn-13|isbn13|jan|jan code|gencod|штрихкод|штрих-код|штрих код|баркод|ean код|svītrkods|svītru kods|ean kods|"
        "kode batang|strichcode|code-barres|code barre|code barres|code ean|código de barras|código ean|código ean/upc|"
        "codice ean|codice a barre|kod ean|kod kreskowy|streckkod|stregkode|viivakoodi|ribakood|čárový kód|ean kód|"
        "vonalkód|barkod|jan コード|条码|條碼"
    ),
    MPN: (
        "mpn|manufacturer part no|manufacturer part number|manufacturer no|manufacturer number|manufacturer code|"
        "manufacturer's part number|mfr part no|mfr part number|mfr no|mfr. no|mfg part no|mfg part number|"
        "vendor code|vendor part number|oem|oem no|oem number|factory code|mfr|supplier code|supplier part number|"
        "артикул производителя|код производителя|номер производителя|партномер|парт-номер|p/n|partnumber|"
        "заводской артикул|ražotāja kods|ražotāja artikuls|өндіруші коды|kode produsen|"
        "herstellernummer|hersteller-nr|hersteller-nummer|herstellernr|hersteller nr|herstellerartikelnummer|"
        "hersteller-artikelnummer|herst.-nr|teilenummer|référence fabricant|réf fabricant|référence constructeur|"
        "référence du fabricant|referencia del fabricante|referencia fabricante|número de pieza|"
        "codice produttore|referência do fabricante|fabrikantcode|kod producenta|numer producenta|"
        "tillverkarens artikelnummer|lev. artnr|tillverkare artnr|leverandørens varenummer|valmistajan koodi|"
        "tootja kood"
    ),
    MODEL: (
        "model|model no|model number|model code|model name|model id|type code|модель|код модели|номер модели|"
        "modelis|modeļa numurs|modeļa kods|nomor model|modell|modellnummer|modell-nr|modellbezeichnung|modèle|"
        "numéro de modèle|référence modèle|modelo|número de modelo|modello|modelnummer|mudel|mallinumero|型號|型号|型番"
    ),
    BRAND: (
        "brand|brand name|brands|manufacturer|manufactured by|maker|made by|vendor|mfg|producer|product brand|label|"
        "designer|publisher|бренд|марка|торговая марка|производитель|бренд/производитель|изготовитель|издательство|"
        "өндіруші|тауар белгісі|сауда белгісі|zīmols|ražotājs|marka|firma|preču zīme|merek|merk|produsen|brand / merek|"
        "marke|hersteller|herstellermarke|markenname|verlag|marque|fabricant|éditeur|constructeur|marca|fabricante|"
        "proveedor|editorial|produttore|casa editrice|editora|fornecedor|fabrikant|uitgever|producent|wydawnictwo|"
        "varumärke|tillverkare|märke|mærke|varemerke|merke|produsent|merkki|tuotemerkki|valmistaja|brändi|"
        "kaubamärk|tootja|bränd|značka|výrobce|výrobca|prekės ženklas|gamintojas|gyártó|márka|producător|marcă|"
        "üretici|thương hiệu|品牌|厂商|ブランド|メーカー|브랜드|제조사"
    ),
}
_OF_LABEL = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
STARTS = frozenset(re.search(r"[^\W\d_]+", label).group() for label in _OF_LABEL)  # type: ignore[union-attr]
"""First words of labels: a look-up spares nearly all texts the rest."""
_LONGEST = max(map(len, _OF_LABEL))
_WEAK = frozenset("item article art cat part ref reference code style lot код арт kods kode artikel cod label".split())
"""Labels that are also words of a sentence: what follows without a colon is no value unless it is a number."""

_SPLIT = re.compile(r"\s*[:：#№=]\s*|\s+(?:n[°ºo]\.?|nr\.?|no\.?)\s+", re.I)
_TAIL = re.compile(r"[\s.:：#№*\-–]+$")
_PARENS = re.compile(r"\s*\([^()]{0,40}\)")
_PARTS = re.compile(r"\s+[|·•/]\s+|\s*[|·•]\s*|\s*[,;]\s+(?=[^\W\d_]{2,20}[\s.]{0,2}[:#№])")
_TOKEN = re.compile(r"[^\W_](?:[\w./+#-]*[\w+])?")
_DASHED = re.compile(r"^[\W_]+|[\W_]+$")
_STOP = re.compile(r"\s[-–—|•·]\s|\s{2,}|[;,]\s|\(|\[")


@lru_cache(maxsize=4096)
def parse_labelled(text: str) -> tuple[tuple[str, str], ...]:
    """Return the labelled values that a short text holds: pairs of kind and value;
    a label that stands alone has the value "".

    >>> parse_labelled("SKU: A-1 | EAN: 4006381333931")
    (('sku', 'A-1'), ('gtin', '4006381333931'))
    >>> parse_labelled("Производитель"), parse_labelled("Item added to cart"), parse_labelled("Ref. 200 12")
    ((('brand', ''),), (), (('sku', '200 12'),))
    """
    parts = (_labelled(part) for part in _PARTS.split(text)[:6])
    return tuple(one for one in parts if one is not None)


def _labelled(text: str) -> tuple[str, str] | None:
    kind = label_kind(text)
    if kind:
        return kind, ""
    if (split := _SPLIT.search(text)) and (kind := label_kind(text[: split.start()])):
        return kind, text[split.end() :].strip(" :#№")
    words = text.split()
    for count in (4, 3, 2, 1):
        label, value = " ".join(words[:count]), " ".join(words[count:])
        if count < len(words) and (kind := label_kind(label)):
            is_value = kind not in (BRAND, MODEL) and parse_code(value) == value
            return (kind, value) if is_value and (_plain(label) not in _WEAK or _is_number(value)) else None
    return None


def label_kind(text: str) -> str | None:
    """Return the kind of value that a label announces.

    >>> label_kind("Art.-Nr.:"), label_kind("Бренд"), label_kind("Colour")
    ('sku', 'brand', None)
    """
    if len(text) > _LONGEST + 30:
        return None
    return _OF_LABEL.get(_plain(text))


def _plain(text: str) -> str:
    plain = _TAIL.sub("", _PARENS.sub("", text).strip().lower())
    return plain if plain in _OF_LABEL else plain.replace(". ", " ").replace("the ", "").replace("’", "'")


def _is_number(value: str) -> bool:
    return bool(re.match(r"[A-Za-z]{0,4}[-.]?\d", value))


def parse_code(value: str | None, limit: int = 50) -> str | None:
    """Return the article number that a value begins with; None when it begins with words.

    >>> parse_code("TE502-12 Chair cover, grey"), parse_code("466/7999"), parse_code("200 12 33"), parse_code("Grey")
    ('TE502-12', '466/7999', '200 12 33', None)
    """
    line = parse_line(_STOP.split((value or "").strip(" :#№").rstrip(".,; "))[0], 200)
    if not line:
        return None
    codes: list[str] = []
    for token in line.split(" ")[:6]:
        if not _TOKEN.fullmatch(token) or not (_has_digit(token) or (token.isupper() and token.isascii())):
            break
        codes.append(token)
    while codes and not _has_digit(codes[-1]) and len(codes) > 1:
        codes.pop()  # "A12 BLACK": the colour is none of it
    code = " ".join(codes)
    is_code = 2 <= len(code) <= limit and (_has_digit(code) or (code == line and len(code) >= 3))
    return code if is_code else None


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def parse_brand(value: str | None) -> str | None:
    """Return the brand that a value names, without a label before it; None for sentences and numbers.

    >>> parse_brand("More of the brand: Acme"), parse_brand("Visit the Acme Store"), parse_brand("N/A")
    ('Acme', 'Acme', None)
    """
    line = parse_line(value, 200)
    if line and (split := line.rfind(":")) > 0:
        head = line[:split].split()
        if any(label_kind(" ".join(head[-count:])) == BRAND for count in (1, 2)):
            line = line[split + 1 :].strip() or None
    if line and (linked := _LINKED.fullmatch(line)):
        line = next(filter(None, linked.groups()), None)
    if not line or len(line) > 60 or len(line.split()) > 7 or "://" in line:
        return None
    if not any(map(str.isalpha, line)) or _DASHED.sub("", line).lower() in _NO_BRAND or label_kind(line):
        return None
    return line


_LINKED = re.compile(
    r"(?:visit the|shop(?: all)?|(?:see |view |discover )?(?:more|all)(?: products| items)? (?:from|by|of)|"
    r"все товары(?: бренда)?|больше товаров|visa preces no|alle produkte von|mehr von|alle artikel von|"
    r"(?:tous les|plus de) (?:produits|articles)(?: de(?: la marque)?)?|plus de|voir tout|(?:ver )?más de|"
    r"todos los productos de|besuche den|visiter la boutique|visita la tienda de)\s+(.+?)"
    r"(?:[\s-](?:store|shop|brand|products|collection))?|(?!.*\bby\b)(.+?) (?:brand store|official store)",
    re.I,
)
"""A link to a brand's page, as market places write it."""
_NO_BRAND = frozenset(
    "n/a na none no unknown other generic unbranded нет nav nezināms ohne keine sans aucune null undefined new sale "
    "more details brand brands marken marques marcas marki бренды zīmoli merek kids men women logo".split()
) | frozenset(
    "no brand|без бренда|sin marca|sans marque|does not apply|not applicable|authorized dealer|all brands|"
    "shop by brand|view all|see all|learn more|read more|shop now|все бренды|подробнее|alle marken|"
    "toutes les marques|todas las marcas|visi zīmoli|semua merek".split("|")
)


def is_value_cell(node: LexborNode) -> bool:
    """Tell whether an element is all that stands where a table or list has its values: in "Type of warranty |
    Manufacturer" there is no label."""
    for one in chain(node, 4):
        if one.tag in ("td", "dd") and own_text(one) != own_text(node):
            return False
        if one.tag == "dd":
            return True
        if one.tag == "td":
            before, cells = one.prev, 0
            while before is not None and cells < 20:
                cells += before.tag in ("td", "th")
                before = before.prev
            return cells % 2 == 1
    return False


def is_value_of(node: LexborNode, label: LexborNode) -> bool:
    """Tell whether the text behind a label may be its value: one in the next row of a table, or in the next column
    head, is not."""
    row, cell = _row_of(label)
    if row is None:
        return True
    other, other_cell = _row_of(node)
    return other is not None and other.mem_id == row.mem_id and not (cell == other_cell == "th")


def _row_of(node: LexborNode) -> tuple[LexborNode | None, str | None]:
    """Return the table row that an element stands in, and the tag of its cell."""
    cell = None
    for one in chain(node, 8):
        if one.tag in ("td", "th"):
            cell = one.tag
        elif one.tag == "tr":
            return one, cell
    return None, None
