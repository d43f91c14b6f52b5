"""What shops say about stock, by schema.org's names; per name one row a language: en, ru, lv, kk, id, de, fr, es."""

import re

_PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "LimitedAvailability",  # nearly gone is not gone: before what denies
        (
            r"\b(?:almost|nearly) (?:sold out|gone|out of stock)\b|\bselling (?:out )?fast\b|\bgoing fast\b|^few "
            r"left\b|"
            r"\bvery few (?:left|remaining)\b|\b(?:only (?:a )?)?(?:a )?few (?:items |pieces |units )?(?:left|"
            r"remaining|in stock)\b",
            r"\bпочти (?:распродан|закончил)|\bскоро закончится\b|\bзаканчива(?:е|ю)тся\b|\bразбирают\b|"
            r"\bосталось (?:мало|немного|несколько)",
            r"\b(?:gandrīz|drīz) (?:izpārdot|beigsies|beidzies)|\batlicis maz\b|\batlikuši? (?:daži|pēdēj)",
            r"\bаз қалды\b|\bтаусылуға жақын\b|\bтаусылып қалды деуге\b",
            r"\bhampir habis\b|\bsegera habis\b|\bstok (?:hampir|tinggal)\b|\btinggal sedikit\b",
            r"\b(?:fast|bald|beinahe) ausverkauft\b|\bnur noch wenige\b|\bwenige (?:stück|exemplare|artikel) (?:auf "
            r"lager|verfügbar)",
            r"\b(?:presque|bientôt) (?:épuisé|en rupture)|\bvite épuisé|\bderniers? articles? en stock",
            r"\bcasi agotad|\ba punto de agotarse\b|\bse agota\b|\bpróximo a agotarse",
        ),
    ),
    (
        "Discontinued",
        (
            r"\bno longer (?:available|sold|made|in production|stocked|manufactured|produced)\b|\bdiscontinued\b|\bend "
            r"of life\b|"
            r"\bretired product\b",
            r"\bсня\w* с (?:производства|продажи)|\bбольше не (?:выпускается|производится|прода[её]тся|поставляется)|"
            r"\bпроизводство прекращено|\bвыведен из ассортимента",
            r"\bvairs (?:netiek ražo|nav pieejam|neražo|netiek tirgo|nepiedāvā)|\bražošana (?:ir )?pārtraukta|"
            r"\bizņemt\w* no (?:ražošanas|tirdzniecības|sortimenta)",
            r"өндірістен алын|\bбұдан былай (?:шығарылмайды|сатылмайды)|\bөндірісі тоқтатыл|\bсатылымнан алын",
            r"\btidak (?:lagi )?(?:diproduksi|dijual)(?: lagi)?\b|\bsudah tidak (?:diproduksi|dijual)|\bdiskontinu|"
            r"\bproduksi dihentikan",
            r"\bnicht mehr (?:lieferbar|verfügbar|erhältlich|hergestellt|im sortiment|produziert)\b|"
            r"\b(?:produktion|artikel) eingestellt\b|\bauslaufmodell\b|\bausgelistet\b",
            r"\bn['’]est plus (?:disponible|fabriqué|commercialisé|produit|vendu)|\bplus commercialisé|\barrêt de "
            r"(?:la )?production|"
            r"\bfin de série épuisée|\bproduit arrêté",
            r"\bdescatalogad[oa]\b|\bya no (?:está disponible|se fabrica|se vende|disponible)|\bdescontinuad[oa]\b|"
            r"\bfuera de catálogo",
        ),
    ),
    (
        "InStoreOnly",
        (
            r"\b(?:only (?:available )?in[ -]?stores?|in[ -]?stores? only|(?:available|sold) (?:only )?in[ -]?stores? "
            r"only)\b|"
            r"\bnot (?:available|sold) online\b|\bonly (?:available )?at our stores\b",
            r"\bтолько в (?:розничн\w+ )?(?:магазин(?!е-|ах-)\w*|салон\w*)|\bне прода[её]тся онлайн",
            r"\btikai (?:mūsu )?(?:veikal|salon)(?:ā|os)\b|\bnav pieejams (?:internetā|tiešsaistē)",
            r"\bтек (?:қана )?дүкен(?:де|дерде)|\bдүкенде ғана\b",
            r"\b(?:hanya|khusus) (?:tersedia )?di (?:toko|gerai)\b(?! online)",
            r"\bnur (?:in der |in unseren? |im )?(?:filialen?|markt|laden|ladengeschäft|geschäft|showroom)\b|\bnicht "
            r"online (?:erhältlich|bestellbar|verfügbar)",
            r"\b(?:uniquement|exclusivement|seulement) (?:disponible )?(?:en|dans nos) (?:magasins?|boutiques?)\b|"
            r"\b(?:non|pas) disponible en ligne\b",
            r"\b(?:solo|sólo|únicamente|exclusivo) (?:disponible )?en (?:tiendas?|sucursal\w*)\b(?! online)|\bno "
            r"disponible (?:online|en línea)",
        ),
    ),
    (
        "OutOfStock",
        (
            r"\bout[ -]of[ -]stock\b|\bsold[ -]?out\b|\bnot (?:currently |yet |presently )?(?:in stock|available|"
            r"stocked)\b|"
            r"^(?:un|not )available\b\W*$|\bno longer in stock\b|\bno stock\b|\b0 in stock\b|\bstock\W{1,3}0\b|\bis "
            r"unavailable\b|"
            r"\b(?:currently|temporarily|presently) (?:unavailable|out|sold)\b|\bitem unavailable\b|\bcurrently not in "
            r"stock\b|"
            r"\b(?:when|once|be|coming|comes) (?:(?:it|this)(?:['’]?s| is| item is| product is)? )?(?:back )?(?:in "
            r"stock|available again)\b|"
            r"\bback in stock (?:soon|on|in|by)\b|\bawaiting (?:stock|restock)|^coming soon\W*$|\btemporarily out\b",
            r"\bнет (?:в наличии|на складе|в продаже|товара)|\bне в наличии|\b(?:в наличии|на складе|наличие|"
            r"остаток)\W{1,3}(?:нет|0|отсутств\w+)\b|"
            r"\bраспродан|\bзакончил(?:ся|ась|ось|ись)\b|\b(?:временно )?отсутству[ею]т\b|\bнедоступ(?:ен|на|но|ны)\b|"
            r"\bожидается(?: поступление)?\b|\bскоро (?:в (?:продаже|наличии)|поступит|появится)\b|\bнет, ожидается|"
            r"\bпродан[оа]?\W*$",
            r"\bnav (?:noliktavā|pieejam|krājum|uz vietas|veikalā|pārdošanā)|\bizpārdot|\bir beidz(?:ies|usies|ušies|"
            r"ušās)|\bpašlaik nav\b|"
            r"\b(?:noliktavā|pieejamība|atlikums)\W{1,3}(?:nav|0)\b|\bdrīzumā (?:pieejam|pārdošanā|noliktavā)|"
            r"\b(?:preces|preču) nav\b",
            r"(?:қоймада|сатылымда|қолда|сатуда) жоқ|\bтаусыл(?:ды|ған)|\bсатылып (?:кетті|бітті)|\bқолжетімсіз|^жоқ$|"
            r"\bжақында (?:сатылымда|түседі)|"
            r"\bуақытша жоқ|\bқол ?жетімді емес",
            r"\b(?:stok|barang|produk) (?:sudah |sedang |lagi )?(?:habis|kosong)\b|\bhabis terjual\b|\btidak "
            r"tersedia\b|\bterjual habis\b|^habis\b\W*$|"
            r"\bstok\W{1,3}0\b|\bbelum tersedia\b|\bsegera (?:hadir|tersedia)\b|^sold\W*$",
            r"\bnicht (?:mehr )?(?:auf lager|lieferbar|verfügbar|vorrätig|lagernd|erhältlich|bestellbar)\b|"
            r"\bausverkauft\b|\bvergriffen\b|"
            r"\b(?:derzeit|momentan|zurzeit|zur zeit|aktuell) (?:leider )?(?:nicht|ausverkauft)\b|\b(?:bald|demnächst|"
            r"in kürze) (?:wieder )?(?:verfügbar|lieferbar|erhältlich)|"
            r"\bkein(?:e[nr]?)? (?:lager)?bestand|\bfehlbestand|\bbestand\W{1,3}0\b",
            r"\brupture(?: de stock)?\b|\bépuisé|\bindisponible|\b(?:non|pas|plus) (?:encore )?disponible|\bhors "
            r"stock\b|\bplus (?:en|de) stock\b|"
            r"\b(?:bientôt|prochainement) (?:disponible|de retour)|\bdisponible prochainement|\ben attente de "
            r"réapprovisionnement|\bvendu\W*$",
            r"\bagotad[oa]s?\b|\b(?:sin|fuera de|no hay|no quedan?) (?:stock|existencias|unidades|inventario)|\bno "
            r"(?:está )?disponible|"
            r"\bpróximamente(?: disponible)?\b|\btemporalmente (?:sin|fuera|no)\b|^vendido\W*$",
        ),
    ),
    (
        "PreOrder",
        (
            r"\bpre[ -]?order(?:s|ed|ing)?\b|\badvance order\b",
            r"\bпредзаказ|\bпредварительн\w+ заказ",
            r"\b(?:ie)?priekšpasūt|\bpirms?pasūt|\biepriekšēj\w+ pasūt",
            r"\bалдын ала тапсырыс",
            r"\bpra-?pesan|\bpesan di muka\b|\bpre-?order\b",
            r"\bvorbestell|\bvorverkauf\b",
            r"\bprécommand|\bpré-command",
            r"\bpre-?venta\b|\bprepedido\b|\breserva anticipada\b|\bpreordena",
        ),
    ),
    (
        "MadeToOrder",
        (
            r"\bmade[ -]to[ -](?:order|measure)\b|\bcustom[ -]made\b",
            r"\bизготов\w+ (?:на|под|по) (?:заказ|индивидуальн)",
            r"\bizgatavo(?:jam|ts|ta)?s? pēc (?:pasūtījuma|individuāl)",
            r"\bтапсырыспен жасал",
            r"\bdibuat sesuai pesanan\b|\bmade by order\b",
            r"\bmaßgefertigt|\bauf maß gefertigt|\bauf bestellung gefertigt",
            r"\bfabriqué (?:à la|sur) (?:demande|commande|mesure)",
            r"\b(?:hecho|fabricado) (?:a|por|bajo) (?:medida|pedido|encargo)",
        ),
    ),
    (
        "BackOrder",
        (
            r"\bback[ -]?order|\b(?:available )?(?:to|on|by) (?:special )?order(?: only)?\W*$|\bspecial order\b|"
            r"\b(?:ships|available|delivery|dispatched?|usually ships) (?:with)?in (?:about |approx\.? "
            r")?\d{1,2}(?:(?:\W{1,3}| to )\d{1,2})? (?:weeks?|months?)\b|"
            r"^(?:\d{1,2}\W{1,3})?\d{1,2} weeks?(?: lead time| delivery)?\W*$|\blead time\W{1,3}\d{1,2}.{0,12}weeks?",
            r"\b(?:под|на) заказ\b|\bзаказн(?:ой|ая) (?:товар|позиция)|\b(?:поставка|срок поставки|"
            r"доставка)\W{1,3}(?:до |от )?(?:\d+\W)?\d+ недел",
            r"\b(?:pēc|uz|pie) pasūtījuma\b|\bpasūtām[sai]\b|\bpiegāde (?:\d+\W)?\d+ nedēļ",
            r"\bтапсырыс бойынша\b|\bтапсырыспен\b|\bтапсырысқа\b",
            r"\binden\b|\b(?:sesuai|berdasarkan|dengan) pesanan\b",
            r"\bauf bestellung\b|\bnachbestell|\bbestellware\b|\bauf anfrage lieferbar|\bwird (?:für sie )?bestellt\b|"
            r"\b(?:lieferbar|verfügbar|versandfertig|lieferzeit:?|lieferung) (?:in |innerhalb |binnen )?(?:ca\.? "
            r")?(?:(?:\d{1,2}\W{1,3})?"
            r"(?:[4-9]|[1-9]\d) (?:werk|arbeits)?tagen?|(?:\d{1,2}\W{1,3})?\d{1,2} (?:wochen?|monaten?))\b",
            r"\bsur commande\b|\ben (?:cours de )?réapprovisionnement\b|\b(?:expédié|livré|délai|disponible) (?:sous|"
            r"dans|en|de|:) ?(?:\d+ ?(?:à|-) ?)?\d+ semaines?",
            r"\b(?:bajo|por|sobre) (?:pedido|encargo)\b|\bdisponible en (?:\d+\W)?\d+ semanas?",
        ),
    ),
    (
        "OnlineOnly",
        (
            r"\b(?:available|sold|in stock) (?:only online|online only)\b|^(?:only online|online only)\W*$",
            r"\bтолько (?:онлайн|в интернет-магазине|на сайте)\b",
            r"\btikai (?:internetā|internetveikalā|e-veikalā|tiešsaistē)\b",
            r"\bтек (?:қана )?(?:онлайн|интернет-дүкен)|\bонлайн ғана\b",
            r"\b(?:hanya|khusus) (?:tersedia )?(?:di (?:toko )?)?online\b",
            r"\bnur online(?: (?:erhältlich|verfügbar|bestellbar))?\b|\bausschließlich online\b",
            r"\b(?:uniquement|exclusivement|seulement) (?:disponible )?(?:en ligne|sur internet|sur le web)\b",
            r"\b(?:solo|sólo|únicamente|exclusivo) (?:disponible )?(?:online|en línea|en la web|en internet)\b",
        ),
    ),
    (
        "LimitedAvailability",
        (
            r"\b(?:only|just|last) \d+ (?:\w+ )?(?:left|remaining|remain|in stock|available)\b|\b\d+ (?:items? |"
            r"pieces? |units? |pcs )?left"
            r"(?: in stock)?\b(?! hand)|\blow (?:in )?stock\b|\blast (?:few|one|items?|pieces?|chance to buy|\d+ "
            r"(?:items|pieces))\b|"
            r"\blimited (?:stock|availability|quantit\w+)\b|\b(?:hurry|only) .{0,12}\bfew left\b|\bonly \d+ "
            r"available\b|\bstock is low\b",
            r"\bостал(?:ось|ся|ась|ись)(?: всего| только| лишь| последн\w+)? \d+|\b(?:только|всего) \d+ (?:шт|штук|ед)|"
            r"\bпоследн(?:ий|яя|ие|их|ее) (?:экземпляр|штук|товар|шт|размер|пар|\d)|^мало$|\b(?:в наличии|на складе) "
            r"мало\b|"
            r"\bограниченное количество|\bна исходе\b|\bнет больше \d",
            r"\batlicis|\batlikuš|\bpēdēj(?:ais|ā|ie|ās) (?:eksemplār|prec|gab|\d|vienīb)|\b(?:maz|daži) noliktavā|"
            r"\btikai \d+ (?:gab|palik|pieejam)|"
            r"\bierobežot\w* (?:daudzum|skait)",
            r"\d+ дана (?:ғана )?қалды|\bсоңғы \d+|\bсоңғы (?:дана|тауар)|\bшектеулі (?:саны|мөлшер)|\bтек \d+ (?:дана|"
            r"қалды)",
            r"\bstok (?:terbatas|menipis|tinggal \d+)\b|\b(?:ter)?sisa(?: stok)?:? \d+\b|\b(?:hanya|tinggal) "
            r"(?:tersisa )?\d+ (?:lagi|tersisa|pcs|buah|unit|produk)|"
            r"\bjumlah terbatas\b|\bstok terakhir\b",
            r"\bnur (?:noch )?\d+|\bnur noch (?:wenige|geringe)|\bgeringer? (?:lager)?bestand|\bbegrenzt verfügbar|"
            r"\bletzte[nrs]? (?:stück|exemplar|artikel|chance|\d)|"
            r"\bnoch \d+ (?:stück|auf lager|verfügbar|vorrätig)|\bknapper bestand",
            r"\b(?:il ne )?(?:reste )?plus que \d+|\b(?:il )?reste \d+|\bstock (?:limité|faible)|\bderni(?:er|ère)s? "
            r"(?:pièce|article|exemplaire|\d)|\bquantité "
            r"limitée|\bfaible stock",
            r"\búltim[ao]s? (?:unidad|\d|pieza|artículo|existencia)|\b(?:solo |sólo )?quedan? (?:solo |sólo )?\d+|"
            r"\bpocas unidades|\bstock (?:limitado|bajo)|"
            r"\bunidades limitadas|\bpoco stock",
        ),
    ),
    (
        "InStock",
        (
            r"\bin[ -]stock\b|^available\W*$|\bavailable (?:immediately|now|from stock|today)\b|\bready (?:to|for) "
            r"(?:ship|dispatch|delivery|collect)\w*|"
            r"\bavailable (?:for|to) (?:delivery|order|ship|purchase|buy)|\b(?:ships?|dispatched|shipped) (?:today|"
            r"tomorrow|within|in \d|same day)\b|"
            r"\bin[ -]stock\b|^(?:stock|availability|available)\W{1,3}(?:[1-9]|yes|available|in stock)|\b[1-9]\d* "
            r"(?:pcs |pieces |items |units )?(?:available|on hand)\W*$|"
            r"\bback in stock\b|\bhigh stock\b|\bstock available\b|^(?:usually |normally )?ships? (?:from|in|with)",
            r"\b(?:есть )?в наличии\b|\b(?:есть|имеется|много|достаточно) на складе\b|^на складе\b|^в продаже\W*$|"
            r"\bготов(?:о|а|ы)? к (?:отправке|отгрузке|выдаче)|"
            r"^(?:наличие|остаток|доступно)\W{1,3}(?:есть|много|в наличии|да\b|[1-9])|^(?:много|достаточно|доступно|"
            r"доступен|доступна)\W*$|^есть\W*$",
            r"\bir (?:noliktavā|pieejam|veikalā|uz vietas|krājumā)|^noliktavā\b|^pieejam(?:s|a|i|as)\W*$|"
            r"^(?:pieejamība|"
            r"noliktavā|atlikums|krājumā)\W{1,3}(?:ir|[1-9]|pieejam|noliktavā|daudz)|\bpieejam[sa] (?:uzreiz|tūlīt|"
            r"noliktavā|internetveikalā)|^(?:ir )?uz vietas\W*$|^krājumā\b|"
            r"\bgatav[sa] (?:nosūtīšanai|saņemšanai)",
            r"(?:қоймада|сатылымда|қолда|сатуда|дүкенде) бар\b|^бар\W*$|^қол ?жетімді\W*$|^(?:қолжетімділігі|қалдық|"
            r"қоймада)\W{1,3}(?:бар|[1-9])|\bжөнелтуге дайын",
            r"\bready stock\b|\b(?:stok|produk|barang) (?:masih )?(?:tersedia|ada|banyak)\b|^tersedia\W*$|\bada stok\b|"
            r"^(?:sisa )?stok\W{1,3}[1-9]|\bsiap (?:kirim|dikirim)|"
            r"^ready\W*$|\bmasih tersedia\b|^tersedia\W{1,3}[1-9]",
            r"(?<!nicht )\b(?:(?:ab|auf|an) lager|sofort (?:lieferbar|verfügbar|versandfertig|abholbereit|ab lager)|"
            r"vorrätig|lagernd|lagerware)\b|^(?:lieferbar|"
            r"verfügbar|versandfertig|bestellbar|erhältlich)\b(?!keit).{0,30}$|^(?:verfügbarkeit|lagerbestand|"
            r"bestand)\W{1,3}(?:[1-9]|verfügbar|lieferbar|auf lager|ja\b)|"
            r"^\d+ (?:stück )?verfügbar|\bonline verfügbar\b",
            r"\ben stock\b|^disponibles?(?: immédiatement| de suite| tout de suite)?\W*$|\bdisponible (?:immédiatement|"
            r"en magasin|en ligne|sous 24|de suite)|"
            r"\bexpédi(?:é|ée|tion) (?:sous|en|aujourd|le jour)|^(?:disponibilité|stock)\W{1,3}(?:en stock|disponible|"
            r"[1-9]|oui)|\bprêt à (?:être )?expédi|\b\d+ disponibles?\W*$|"
            r"^en réserve\W*$",
            r"\b(?:en|hay) (?:stock|existencias|inventario)\b|^disponibles?\W*$|^disponibles?\W{1,3}[1-9]|"
            r"\bdisponibilidad\W{1,3}(?:inmediata|en stock|disponible|alta|sí)|\benvío "
            r"inmediato|\bdisponible (?:inmediatamente|ahora|para (?:envío|entrega))|\b[1-9]\d* disponibles?\W*$|"
            r"^stock\W{1,3}(?:[1-9]|disponible|sí)|\blisto para (?:enviar|envío)|\bentrega inmediata\b",
        ),
    ),
)  # fmt: skip
"""In the order of asking: what hedges, what denies, what waits, what affirms."""

_STEMS = (
    "stock sold avail order discontinu life retired few gone fast longer store online soon temporar current week month "
    "made custom "
    "ready ship dispatch only just left last remain hand",
    "налич склад прод распрод законч заканч разбир остал снят сня больше произв выведен только отсутст недоступ ожида "
    "скоро заказ "
    "недел изготов послед мало ограничен исходе готов остат доступ много достат есть всего",
    "noliktav veikal pieejam krājum vietas izpārd beidz beigs atli pēdēj vairs ražo izņem tikai nav drīz pasūt nedēļ "
    "izgatav maz daži ierobež gatav",
    "қойма сатыл сату қолда қол таусыл тапсырыс алдын бар жоқ соңғы қалды өндір шығар дүкен тек онлайн жақында шектеул "
    "дайын қалдық дана",
    "stok habis kosong tersedia tidak terjual inden sisa pesan diskontinu produksi dijual toko gerai online hadir "
    "dibuat made "
    "tinggal hanya jumlah ready ada siap sold pre",
    "lager liefer verfügbar vorrätig ausverkauft vergriffen bestell nur wenige eingestellt auslauf ausgelistet "
    "produktion filial online "
    "bestand nicht vorverkauf maß letzte noch versandfertig erhältlich",
    "stock dispon épuis rupture command article plus arrêt magasin boutique ligne internet web vendu attente réappro "
    "fabriqu rest derni "
    "quantité expédi prêt réserve semaine retour",
    "stock existencia dispon agot descat descontin fabrica vend tienda sucursal online línea catálogo quedan "
    "inventario próxim temporal "
    "venta pedido reserva ordena encargo medida web internet últim queda pocas poco limitad inmediat listo unidades",
)
"""What no phrase of a language is without."""
Said = tuple[tuple[int, str, re.Pattern[str]], ...]
SAID: tuple[tuple[tuple[str, ...], Said], ...] = tuple(
    (
        tuple(stems.split()),
        tuple((rank, name, re.compile(rows[language])) for rank, (name, rows) in enumerate(_PHRASES)),
    )
    for language, stems in enumerate(_STEMS)
)
"""By language: its stems; the names in the order of asking, with their patterns for texts in lower case."""

_SERVICE = (
    r"(?:delivery|shipping|pick-?up|collection|click (?:and|&|\+) collect|installation|assembly|financing|gift "
    r"?wrap\w*|returns?|express|"
    r"instal?lments?|engraving|warranty|support|доставк\w+|самовывоз\w*|рассрочк\w+|установк\w+|кредит\w*|выезд|"
    r"гаранти\w+|монтаж|"
    r"piegād\w+|izņemšan\w+|saņemšan\w+|nomaks\w*|līzing\w*|uzstādīšan\w+|жеткізу|алып кету|бөліп төлеу|орнату|"
    r"pengiriman|pengantaran|"
    r"ambil (?:sendiri|di toko)|cicilan|cod|instalasi|lieferung|abholung|selbstabholung|versand|expressversand|"
    r"ratenzahlung|ratenkauf|"
    r"finanzierung|montage|geschenkverpackung|livraison|retrait|click (?:et|&) collect|financement|entrega|envío|"
    r"recogida|financiación|"
    r"instalación|montaje)"
)
_CAN_BE = (
    r"(?:(?:un)?available|possible|offered|(?:не)?доступ(?:ен|на|но|ны)|(?:не)?возмож(?:ен|на|но)|есть|pieejam\w*|"
    r"iespējam\w*|қолжетім(?:ді|сіз)|бар|жоқ|"
    r"tersedia|verfügbar|möglich|(?:in)?disponibles?|possible|posible)"
)
_PLACES = (
    r"(?:stores?|shops?|locations?|branch(?:es)?|warehouses|магазин\w*|салон\w*|точк\w+|филиал\w*|пункт\w*|veikal\w*|"
    r"filiāl\w*|дүкен\w*|toko|gerai|"
    r"cabang|filialen?|märkten|geschäften|magasins?|boutiques?|tiendas?|sucursales)"
)
_OTHERS = re.compile(
    rf"\b{_SERVICE}(?: [^\W\d_]+){{0,3}}? (?:[^\W\d_]+ ){{0,2}}?{_CAN_BE}\b|\b{_CAN_BE} {_SERVICE}\b|"
    rf"\b(?:not |un)available (?:for|to) (?:(?:store |in-store |local )?(?:pick-?up|collection)|delivery|shipping|"
    rf"gift)\w*|"
    rf"\b(?:in stock|available|в наличии|есть|доступ\w+|ir (?:pieejams|noliktavā)|pieejam\w+|бар|tersedia|stok "
    rf"tersedia|ada|verfügbar|vorrätig|auf lager|lieferbar|"
    rf"en stock|disponibles?|en existencia|hay stock) (?:in|at|в|di|dans|en) (?:\d+|our|your|my|most|all|selected|"
    rf"local|наших|ваш\w+|\w*nearby)"
    rf" (?:[^\W\d_]+ )?{_PLACES}|\bв \d+ {_PLACES}|\b(?:pieejams|ir|noliktavā) \d+ {_PLACES}|\b\d+ {_PLACES}\w* бар\b|"
    rf"\bin \d+ {_PLACES} (?:verfügbar|vorrätig|auf lager|lieferbar)|"
    rf"\b(?:show|hide|include|exclude|display|filter|view)(?: only)?(?: \w+)? (?:out[ -]of[ -]stock|in[ -]stock|sold[ "
    rf"-]out|(?:un)?available)(?: \w+)?|"
    rf"\b(?:only|just) in[ -]stock\b|\bin[ -]stock only\b|\bтолько (?:товары )?в наличии\b|\btikai (?:noliktavā esoš|"
    rf"pieejam)\w+|\bқоймада барлары\b|"
    rf"\bhanya (?:stok|produk|yang) tersedia\b|\bnur (?:artikel auf lager|verfügbare|lieferbare|vorrätige)\b|"
    rf"\b(?:uniquement|seulement) en stock\b|"
    rf"\b(?:solo|sólo) (?:en stock|disponibles)\b|\b(?:some|many|selected|other|most) (?:sizes|colou?rs|variants|"
    rf"options|items|products).{{0,12}}(?:sold out|out of stock|unavailable)|"
    rf"\bколичество товара в наличии ограничено|"
    rf"\b(?:if|in case|если|ja prece|falls|jika|apabila|en caso de)\b[^.;!]*"
)
"""What is said of delivery, of other places, of filters, or on a condition."""

_OF_PARTS = re.compile(
    r"\bspare parts?\b|\breplacement parts?\b|\bзапчаст|\bзапасн\w+ част|\brezerves daļ|\bқосалқы бөлшек|"
    r"\bsuku cadang\b|\bersatzteil|\bpièces (?:détachées|de rechange)|\b(?:piezas|partes) de re(?:cambio|puesto)|"
    r"\brecambios\b|\brepuestos\b"
)
"""Spare parts are in stock long after the thing itself is not made any more."""


def said_in(words: str) -> str | None:
    """Return the name that a text in lower case says first in the order of asking.

    >>> said_in("ausverkauft"), said_in("sales")
    ('OutOfStock', None)
    """
    holds = words.__contains__
    found = [
        next(((rank, name) for rank, name, pattern in said if pattern.search(words)), None)
        for stems, said in SAID
        if any(map(holds, stems))
    ]
    return min(filter(None, found), default=(0, None))[1]


def own_words(words: str) -> str:
    """Return what a text in lower case says of the thing itself, not of its delivery, other places or spare parts.

    >>> own_words("in stock, delivery available")
    'in stock,  '
    >>> own_words("spare parts in stock")
    ''
    """
    return "" if _OF_PARTS.search(words) else _OTHERS.sub(" ", words)
