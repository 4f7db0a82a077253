"""Which products the title of an advisory names, in Dutch, French, German or English.

Feeds without a product list say it in their title only. A pattern gives the phrase that stands
where a product stands; where no pattern fits, and besides, every run of words may be looked up.
"""

from __future__ import annotations

import re
from functools import lru_cache

from catalogue.suppliers.names import words_of
from qrc.matching.names import BROAD, KINDS, is_generic, plain_product, split_names

LONGEST, MOST_WORDS, MOST_RUNS = 500, 40, 200
LONGEST_RUN = 5

NUMBER = (
    r"\(?(?:CVE-\d{4}-\d{4,}|NCSC-\d{4}-\d+|CERTFR-\d{4}-\w+-\d+|WID-SEC-[\d-]+|ICSM?A-\d\d-\d+-\d+\w?"
    r"|VA-\d\d-\d+-\d+|FG-IR-\d\d-\d+|[DR][LS]A-\d+(?:[:-]\d+)*|USN-\d+-\d+|JVN\w*|GHSA(?:-\w{4}){3}"
    r"|cisco-sa-[\w-]+|VU#\d+|SSA-\d+|ADV\d+|APSB[\d-]+|ZDI-[\w-]+|MFSA[\d -]+|SA-CORE-[\d-]+"
    r"|KB\d{6,}|CTX\d+|VMSA-[\d-]+|PAN-SA-[\d-]+|HPESB\w+)\)?"
)
HEADS = re.compile(
    rf"^(?:\s*(?:{NUMBER}|\[[^\]]{{1,40}}\]|\(?\d+\.\d+\)?|[-–—:_|,]"
    r"|(?:(?:critical|high|urgent|important|kritieke?|belangrijke?|security|sicherheits)?\s*"
    r"(?:warning|waarschuwing|warnung|alert|alerte|avis|advisory|update|maj|bulletin|beveiligingsadvies"
    r"|security advisory|security bulletin|advies|meldung|mise à jour|objet))\s*(?:#?\d+\s*)?:))+",
    re.IGNORECASE,
)
TAILS = re.compile(
    rf"(?:\s*(?:{NUMBER}|\((?:update|maj|version|v)\s?\w{{0,8}}\)|\(\d{{1,2}}(?:er)? \w+ \d{{4}}\)"
    r"|[,;:–—-]?\s*(?:please\s)?(?:patch|update|upgrade|act)\s(?:immediately|now|today|asap)\b!*"
    r"|\(\s*[,;]*\s*\)|[,;:.!–—-]))+\s*$",
    re.IGNORECASE,
)
FLAW = (
    r"(?:vulnerabilit(?:y|ies)|kwetsbaarhe(?:id|den)|vulnérabilités?|vulnerabilites?|schwachstellen?"
    r"|sicherheitslücken?|sicherheitsluecken?|beveiligings?lek(?:ken)?|lek(?:ken)?|zero[- ]?days?|0-days?|failles?"
    r"|flaws?|rce|exploits?|issues?|backdoor|fouten|beveiligingsproble\w+)"
)
# Between the flaw and its place: "(ernstig) misbruikt verholpen in", "that affects".
BETWEEN = (
    r"(?:\s*\([^)]*\))?(?:\s+(?:is|are|was|were|zijn|werd|werden|wurden?|ont|a|été|found|discovered|fixed|patched|disclosed"
    r"|identified|reported|addressed|exploited|actively|present|verholpen|ontdekt|gevonden|gemeld"
    r"|opgelost|actief|misbruikt|gepatcht|entdeckt|behoben|geschlossen|corrigées?|découvertes?|by\s\w+)){0,4}"
)
PLACE = (
    r"(?:in|affecting|affects?|impacting|impacts?|dans|affectant|van|within|bei|des|du|de|en"
    r"|for|voor|pour|für)"
)
UPDATES = (
    r"(?:(?:critical|emergency|important|kritieke|security|monthly|maandelijkse|beveiligings)[\s-]?)*"
    r"(?:updates?|patche?s?|fix(?:es)?|beveiligingsupdates?|security updates?|sicherheitsupdates?"
    r"|correctifs?(?: de sécurité)?|mises? à jour(?: de sécurité)?|advisor(?:y|ies)|hotfix(?:es)?)"
    r"(?:\s+(?:released|available|issued|beschikbaar|uitgebracht|verfügbar|publiées?|publiés?))?"
)
KIND_OF_FLAW = (
    r"(?:denial of service|execution|injection|overflow|bypass|out-of-bounds?|escalation|disclosure|scripting"
    r"|privileges?|improper|traversal|spoofing|dos|rce|xss|hardcoded|authentication|authorization)\b"
)
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # BSI: "X: Mehrere Schwachstellen ermöglichen …".
        rf"^(?P<what>[^:]{{2,150}}?)\s*:\s+(?:\w+[\s-]+){{0,4}}{FLAW}\b",
        rf"\b{FLAW}{BETWEEN}\s+{PLACE}\s+(?P<what>.+)$",
        r"\b(?:misbruik|exploitation|uitbuiting|ausnutzung|exploiting|abuse)\s+(?:van|of|de|du|des|von)\s+(?P<what>.+)$",
        rf"^{UPDATES}\s+{PLACE}\s+(?P<what>.+)$",
        rf"^(?P<what>.+?)\s+(?:multiple\s+)?{FLAW}\b",
        rf"^(?P<what>.+?)[\s-]+(?:{UPDATES})\s*$",
        rf"^(?P<what>[^:]{{2,80}}?)(?::|\s[-–—])\s.*\b{KIND_OF_FLAW}",
        r"^(?P<what>.+?)\s+(?:actively\s+|actief\s+|aktiv\s+)?(?:exploited|misbruikt|ausgenutzt|exploitée?s?)\b",
    )
)
CUT = re.compile(
    r"\s+(?:could|can|may|might|allow(?:s|ing|ed)?|that|which|being|is|are|was|were|actively|exploited|leading|leads?"
    r"|enabl\w+|when|via|through|due\sto|under|with|die|dat|waardoor|kunnen|kan|wordt|worden|actief|misbruikt"
    r"|zijn|is|permet(?:tant|tent)?|exploitée?s?|peut|peuvent|qui|ermöglich\w+|erlaub\w+|ausgenutzt|aktiv|wird|werden"
    r"|patch(?:en|es|ed)?\s+\w+|to|geschlossen|gedicht|gepatcht|released|after|before|prior|na|lets?|expos\w+|used|by|door|par|durch|prompt\w*|gives?|threat\w*|using"
    r"|verholpen|opgelost|behoben|corrigées?|fixed|patched)\b.*$|\s+[-–—|]\s+.*$|\s*[!?;].*$|:\s.*$"
    r"|,\s*(?:(?:nu|direct|now|please)\s)?(?:patch(?:en)?|update|upgrade|act|installeer|werk)\b.*$|,?\s*\(?CVE-\d.*$",
    re.IGNORECASE | re.DOTALL,
)
LEAD = re.compile(
    r"^(?:(?:the|a|an|de|het|een|le|la|les|l['’]|des|du|der|die|das|den|d['’]|some|several|multiple|diverse|verschillende"
    r"|meerdere|plusieurs|certains|mehreren?|verschiedenen?|various|all|critical|kritieke?|ernstige|certain|some"
    r"|actively|exploited|high|severe|serious|new|nieuwe|recent|patched|old"
    r"|produits?|producten|products?|produkten|logiciels?|software|solutions?|plugins?|plug-ins?|extensions?|greffons?|modules?|application"
    r"|van|from|von|of|op|voor|pour|für)\s+|l['’]|d['’])+",
    re.IGNORECASE,
)
TYPES = re.compile(
    r"[\s,/-]+(?:elevation\sof\sprivileges?|privileges?\s(?:escalation|elevation)|(?:local|remote)(?=\s*$)|remote\scode\sexecution|rce"
    r"|code\s(?:execution|injection)|arbitrary(?:\s(?:code|file|command)s?)?(?:\s(?:execution|upload|read|write|download|deletion|access))?"
    r"|information\s(?:disclosure|leak(?:age)?)|disclosure|spoofing|denial[\s-]of[\s-]service|dos|security\s(?:feature\s)?bypass|tampering"
    r"|(?:stored|reflected|dom-based|persistent)?\s?cross[\s-]site\s(?:scripting|request\sforgery)|xss|csrf|xxe|ssrf"
    r"|(?:blind\s)?sql\sinjection|(?:os\s)?command\sinjection|(?:path|directory)\straversal|(?:absolute\s|relative\s)?path"
    r"|(?:incorrect|improper|missing|insecure|insufficient|broken|weak|inadequate)(?:\s[\w-]+){0,4}"
    r"|auth(?:entication|orization)?(?:\sbypass)?|(?:heap|stack)?[\s-]?(?:based\s)?buffer\s(?:overflow|over-?read)"
    r"|(?:heap|stack)-based|overflow|use[\s-]after[\s-]free|double\sfree|type\sconfusion|out[\s-]of[\s-]bounds(?:\s(?:read|write))?"
    r"|memory\s(?:corruption|leak)|null\spointer\sdereference|deserialization(?:\sof\suntrusted\sdata)?|(?:un)?trusted\sdata"
    r"|server[\s-]side\s(?:request\sforgery|template\sinjection)|template\sinjection|xml\s(?:external\sentity|injection)|injection"
    r"|hard[\s-]?coded\s(?:credentials?|passwords?)|(?:default|static)\scredentials?|link\sfollowing|integer\s(?:overflow|underflow)"
    r"|race\scondition|unspecified|multiple|several|various|critical|high|severe|severity|zero[\s-]day|0-day|security|unauthenticated"
    r"|(?:file\s)?upload|bypass|inclusion|file|open\sredirect|session\sfixation|cleartext\sstorage|embedded\smalicious\scode|execution"
    r"|request\ssmuggling|http\sresponse\ssplitting|resource\sexhaustion|actively|exploited|kritieke?|ernstige|meerdere|mehrere|kritische"
    r"|multiples?|critiques?|new|of|in|the|a|and|en|et|und|for|to|with|via|by)\s*$",
    re.IGNORECASE,
)
STOP = frozenset(
    ["a", "an", "and", "are", "as", "at", "be", "been", "by", "can", "could", "for", "from", "has", "have", "in", "into", "is", "it", "its", "may", "might", "more", "most", "new", "no", "not", "of", "on", "or", "our", "over", "that", "the", "their", "them", "these", "this", "to", "under", "up", "was", "were", "which", "while", "who", "will", "with", "you", "your", "all", "any", "de", "het", "een", "en", "van", "voor", "in", "op", "met", "door", "aan", "bij", "te", "ten", "ter", "uit", "om", "is", "zijn", "wordt", "worden", "werd", "kan", "kunnen", "die", "dat", "als", "naar", "nog", "ook", "of", "er", "je", "u", "uw", "onze", "meer", "nu", "na", "tot", "over", "deze", "dit", "geen", "niet", "le", "la", "les", "un", "une", "des", "du", "au", "aux", "et", "ou", "dans", "sur", "par", "pour", "avec", "sans", "est", "sont", "qui", "que", "ce", "ces", "cette", "plusieurs", "der", "die", "das", "den", "dem", "ein", "eine", "einer", "eines", "und", "oder", "fur", "mit", "von", "vom", "zu", "zum", "zur", "im", "am", "bei", "auf", "aus", "durch", "ist", "sind", "wird", "werden", "kann", "konnen", "mehrere", "nicht", "auch", "allow", "allows", "allowing", "lead", "leads", "leading", "enable", "enables", "via", "after", "before", "prior", "due", "when", "against", "using", "used", "vulnerability", "vulnerabilities", "vulnerable", "kwetsbaarheid", "kwetsbaarheden", "kwetsbaar", "verholpen", "vulnerabilite", "vulnerabilites", "schwachstelle", "schwachstellen", "sicherheitslucke", "sicherheitslucken", "multiples", "multiple", "mehrere", "warning", "waarschuwing", "warnung", "alert", "alerte", "avis", "advisory", "advisories", "advies", "bulletin", "update", "updates", "patch", "patches", "patched", "fix", "fixes", "fixed", "immediately", "now", "urgent", "asap", "critical", "kritiek", "kritieke", "high", "hoog", "medium", "middel", "low", "laag", "severe", "severity", "ernstig", "ernstige", "hoch", "niedrig", "mittel", "critique", "critiques", "important", "security", "beveiliging", "beveiligingslek", "beveiligingsupdate", "sicherheit", "securite", "remote", "code", "execution", "elevation", "privilege", "privileges", "escalation", "information", "disclosure", "spoofing", "denial", "service", "bypass", "tampering", "injection", "command", "overflow", "buffer", "memory", "corruption", "cross", "site", "scripting", "request", "forgery", "traversal", "path", "directory", "authentication", "authorization", "improper", "missing", "arbitrary", "attack", "attacks", "attacker", "attackers", "hacker", "hackers", "exploit", "exploits", "exploited", "exploitation", "exploiting", "misbruik", "misbruikt", "actief", "active", "actively", "zero", "day", "days", "threat", "threats", "actor", "actors", "malware", "ransomware", "phishing", "campaign", "botnet", "cve", "cisa", "kev", "ncsc", "cert", "bsi", "ccb", "unspecified", "untrusted", "data", "validation", "deserialization", "free", "use", "type", "confusion", "out", "bounds", "read", "write", "null", "pointer", "feature", "execute", "fout", "fouten", "lek", "lekken", "risk", "risks", "release", "released", "available", "affected", "affecting", "affects", "impact", "impacting", "flaw", "flaws", "bug", "bugs", "issue", "issues", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "januari", "februari", "maart", "mei", "juni", "juli", "augustus", "oktober"]
)  # fmt: skip
MICROSOFT = frozenset(
    ("windows", "office", "excel", "outlook", "word", "powerpoint", "exchange", "sharepoint", "teams",
     "edge", "azure", "hyper", "visual")
)  # fmt: skip
"""Where a product stands, these words need no maker before them: Microsoft's own titles."""
NAMELESS = KINDS | BROAD | STOP
FOR = re.compile(r"\s(?:for|pour|voor|für|on|sur|op)\s", re.IGNORECASE)


@lru_cache(maxsize=2048)
def bare_title(title: str) -> str:
    """Without numbers, labels and calls in front and behind: "NCSC-2026-0289 [1.01] [H/H] …"."""
    text = " ".join(title[:LONGEST].split())
    return TAILS.sub("", HEADS.sub("", text)).strip()


@lru_cache(maxsize=2048)
def phrases(title: str) -> tuple[str, ...]:
    """The products a title names, as it writes them; () when no pattern finds any."""
    text = bare_title(title)
    for pattern in PATTERNS:
        if found := pattern.search(text):
            what = _product_words(found["what"])
            if what:
                return tuple(dict.fromkeys(what))
    return ()


def _product_words(text: str) -> list[str]:
    text = _trimmed(LEAD.sub("", CUT.sub("", text.strip())))
    parts = [_trimmed(LEAD.sub("", part)) for part in split_names(text)]
    return [part for part in parts if _names_something(part)][:8]


def _trimmed(text: str) -> str:
    """Without the kind of flaw behind the name: "Exchange Server Remote Code Execution"."""
    while True:
        cut = TAILS.sub("", TYPES.sub("", text)).strip(" ,.:-–")
        if cut == text or not cut:
            return text if cut else ""
        text = cut


def _names_something(part: str) -> bool:
    words = words_of(part)
    return bool(words) and len(words) <= 8 and not all(word in STOP for word in words)


def pairs_of_phrase(parts: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(vendor key, product key, the part) for each way to read a phrase.

    "Ivanti Connect Secure and Policy Secure": the first word of the first part may well be the
    maker of the others too.
    """
    found: list[tuple[str, str, str]] = []
    first = words_of(parts[0])[:1] if parts else []
    for place, part in enumerate(parts):
        for text in dict.fromkeys((part, plain_product(part), FOR.split(part)[0])):
            words = words_of(text)
            if words[0] in MICROSOFT:
                found += [("microsoft", words[0], part), ("microsoft", " ".join(words), part)]
            found += [
                (" ".join(words[:size]), " ".join(words[size:]), part)
                for size in range(1, min(4, len(words)))
            ]
            found += [(words[0], words[0], part)] if len(words) == 1 else []
            found += [(first[0], " ".join(words), part)] if place and first else []
            found.append(("", " ".join(words), part))
    return [each for each in found if _is_useful(each[0], each[1])]


def runs(title: str) -> list[tuple[str, str]]:
    """Pairs of keys for every run of one to five words of a title, the longest first.

    Runs that begin or end in a small word or a word of the trade are left out, and so are common
    words alone: nobody is warned about "Office" in "patch your office".
    """
    words = words_of(bare_title(title))[:MOST_WORDS]
    found: dict[tuple[str, str], None] = {}
    for size in range(LONGEST_RUN, 0, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            if run[0] in STOP or run[-1] in STOP:
                continue
            for split in range(min(size, 3)):
                vendor, product = " ".join(run[:split]), " ".join(run[split:])
                if run[split] not in STOP and _is_useful(vendor, product):
                    found[vendor, product] = None
    return list(found)[:MOST_RUNS]


def _is_useful(vendor: str, product: str) -> bool:
    """Without its maker a product needs a name of its own; with him, more than a kind or number."""
    if not product:
        return False
    if not vendor:
        return not is_generic(product) and not all(word in STOP for word in product.split())
    if is_generic(vendor) and vendor not in ("sap", "ibm", "oracle"):
        return False
    return len(product) > 1 and not product.isdigit() and product not in NAMELESS
