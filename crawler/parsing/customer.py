"""Text → for whom a price is, when not for everyone."""

import re

_SAID = {
    "member": r"\bmembers?(?:hip)?['’]?s? (?:price|only|exclusive|pay|deal|offer|discount|rate)|"
    r"\b(?:price )?for members\b|\bmembers['’] |\b(?:club|loyalty|prime|vip|rewards?)(?: (?:card|member))? (?:price|"
    r"deal|offer)|"
    r"\bwith (?:a |your |our )?(?:\w+ )?(?:club|loyalty|store|member(?:ship)?|rewards?) ?card\b|\bwith clubcard\b|"
    r"\b(?:цена )?(?:по|с) (?:\w+ ){0,2}карт(?:е|ой)\b|\bклубн\w+ цен|\bцена для (?:член|участник|держател)|"
    r"\bдля (?:членов|участников) (?:клуба|программы)|\bar (?:\w+ )?(?:klient\w*|lojalitātes|kluba|\w+)? ?kart[ie]\b|"
    r"\b(?:kluba|biedru|biedra|klienta kartes) cena|\bклуб (?:мүше|карта|бағасы)|\bмүшелер(?:ге|і) |"
    r"\bharga (?:khusus )?(?:member|anggota)\b|\bkhusus (?:member|anggota)\b|\bmitglied(?:er|s)-?preis|\bfür "
    r"mitglieder\b|"
    r"\b(?:club|karten|vorteils|kundenkarten)-?preis|\bmit (?:der )?(?:kunden|club|vorteils|bonus)karte\b|"
    r"\bprix (?:membres?|adhérents?|club|fidélité)\b|\bavec (?:la |votre |ma )?carte\b|\b(?:réservé aux|pour les) "
    r"(?:membres|"
    r"adhérents)\b|\bprecio (?:de )?(?:socios?|club|miembros?)\b|\bpara (?:socios|miembros)\b|\bcon (?:tu |la "
    r")?tarjeta (?:de )?"
    r"(?:socio|club|fidel)",
    "business": r"\b(?:business|trade|b2b|dealer|reseller|wholesale|corporate)(?: customers?)? "
    r"(?:price|pricing|rate|only)|"
    r"\bfor (?:business(?:es)?|companies|resellers|trade)\b|\bдля (?:юр\.? ?лиц|юрлиц|юридических|организаций|бизнеса|"
    r"компаний|"
    r"дилеров)|\b(?:оптов|дилерск)\w+ цен|\b(?:uzņēmumiem|juridiskām personām)\b|\bvairum(?:tirdzniecības)? ?cena|"
    r"\bзаңды тұлғалар|\bкөтерме баға|\bharga (?:grosir|reseller|bisnis|distributor)\b|\buntuk (?:bisnis|perusahaan)\b|"
    r"\b(?:geschäfts|gewerbe|firmen)kunden|\bhändler-?preis|\bfür (?:unternehmen|gewerbetreibende)\b|\bprix "
    r"pro(?:fessionnels?)?\b|"
    r"\b(?:pour les |réservé aux )(?:pros?|professionnels|entreprises)\b|\bprecio (?:profesional|mayorista|empresa|"
    r"para empresas)|"
    r"\bpara (?:empresas|profesionales|mayoristas)\b",
    "student": r"\bstudents?['’]? (?:price|pricing|discount|rate|offer)|"
    r"\bfor students\b|\beducation(?:al)? (?:price|pricing|discount)|"
    r"\b(?:для|цена) студент|\bстуденческ\w+ (?:цен|скидк)|\bstudentiem\b|\bstudentu cena|\bстуденттер(?:ге|ге "
    r"арналған)|"
    r"\bharga (?:pelajar|mahasiswa)|\b(?:untuk|khusus) (?:pelajar|mahasiswa)|\b(?:studenten|schüler|"
    r"bildungs)-?(?:preis|rabatt)|"
    r"\bfür (?:studenten|studierende|schüler)\b|\b(?:prix|tarif) étudiants?|\bpour (?:les )?étudiants|"
    r"\bprecio (?:para )?estudiantes?|\bpara estudiantes\b",
    "subscriber": r"\bsubscribe (?:&|and|\+) save|\bsubscri(?:ption|bers?)['’]? (?:price|only)|"
    r"\bwith (?:a )?subscription\b|"
    r"\bfor subscribers\b|\bauto-?ship\b|\bauto-?delivery price|\b(?:по|с) подписк|\bдля подписчиков|"
    r"\babonent(?:iem|u cena)|\bar abonement|\bжазыл(?:ушылар|ым)|\bharga (?:langganan|berlangganan)|\bberlangganan "
    r"(?:&|dan) hemat|"
    r"\b(?:im|mit|als) (?:spar-?)?abo\b|\b(?:spar-?)?abo-?preis|\bsparabo\b|\bprix abonnés?|\bavec (?:un |"
    r"l['’])?abonnement|"
    r"\bpour les abonnés|\bprecio (?:de )?suscri|\bpara suscriptores|\bcon (?:la )?suscripción|\bsuscríbete y ahorra",
}
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _SAID.items())
_MAY_BE = re.compile(
    r"klub|member|club|loyal|prime|vip|reward|card|карт|клуб|член|участник|kart|biedr|мүше|anggota|mitglied|karte|preis|"
    r"carte|"
    r"adhér|membre|fidél|soci|miembro|tarjeta|business|trade|b2b|dealer|wholesale|corporate|compan|resell|юр|организ|"
    r"бизнес|компан|дилер|опт|uzņēmum|juridisk|vairum|заңды|көтерме|grosir|bisnis|distrib|perusahaan|kunden|"
    r"unternehmen|"
    r"gewerb|pro\b|profes|entreprise|empresa|mayor|student|educat|студен|pelajar|mahasiswa|stud|schüler|étudiant|"
    r"estudiant|"
    r"subscri|auto-?ship|подпис|abon|жазыл|langgan|abo\b|suscri"
)
_DENIED = re.compile(
    r"\b(?:pay|paid|payment|оплат\w*|norēķin\w*|maks\w+|pembayaran|bezahl\w*|zahlung|paiement|payer|pago|pagar|"
    r"төлем\w*) (?:by|with|"
    r"к?артой|с|ar|dengan|mit|par|avec|con)\b|\b(?:bancaire|de (?:crédito|débito)|crédit|банковск)|"
    r"\bnon-?members?\b|\bno (?:membership|subscription)|\bwithout (?:a )?(?:card|membership|subscription)|\bбез "
    r"(?:карт|подписк)|"
    r"\bbez (?:\w+ )?karte|\bohne (?:karte|abo|mitglied)|\bsans (?:carte|abonnement)|\bsin (?:tarjeta|suscri)|\btanpa "
    r"(?:kartu|member)|"
    r"\bкартасыз"
)


def parse_customer_type(text: str | None) -> str | None:
    """Return who may buy at a price: member, business, student or subscriber; None: everyone, or the text is unclear.

    >>> parse_customer_type("Member price"), parse_customer_type("Цена по карте"), parse_customer_type("Prix pro HT")
    ('member', 'member', 'business')
    >>> parse_customer_type("Subscribe & save 10%"), parse_customer_type("Bildungspreis")
    ('subscriber', 'student')
    >>> parse_customer_type("Price without a card") is None
    True
    """
    words = " ".join((text or "")[:150].lower().split())
    if not _MAY_BE.search(words) or _DENIED.search(words):
        return None
    found = [name for name, pattern in _PATTERNS if pattern.search(words)]
    return found[0] if len(found) == 1 else None
