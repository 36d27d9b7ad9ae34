"""Words in Latin letters that people write about passwords without one of them being the password."""

import re

_WORDS = """
2fa 2sv a able about access account admin administrator adobe again ahead alphanumeric already also always am
amazon android any anymore anything api app apple as asap ascii at auth authenticator automatically available aws
azure bad been before being bitwarden blank blocked bot broken browser but by can cannot case change changed changing
character characters chat chatgpt chrome cloud code compromised copy correct could created deleted denied did digit
digits direct do does done easy edge email empty english enough error even every everything excel excloser expire
expired expires facebook faq fence fence-mobile few field fine firefox fixed fjcloud fjcloud-o fjcloud-v for forgot
forgotten form found from fujitsu full gmail go gone good google guide hacked hard has have he hello help here hi
hidden hint how i id ie11 if important impossible in incorrect information input invalid iphone is issue it just
keepass kept known later leaked length letter letters like line link lock locked login logon long lost lower lowercase
mail make making manager mandatory maybe me member mfa microsoft minimum mismatch missing mobile more must my need
needed never new ng no none not nothing now null number numbers of office offline ok okay old on one online only open
optional or our ours outdated outlook page paid pass passcode passkey passphrase passport passwd password passwords
paste pdf phone please policy possible problem protected provided public pw question random really reject rejected
remember remembered remotemanager request required requirement requirements reset resetting reused rules safari safe
same saved screen secret secure security sent server service set setting settings short should show shown sign sign-in
sign-up signin simple site slack sms so some something sorry spec special sso still stolen strong stuck such support
supposed sure symbol symbols system temporary test text thank thanks that the there these thing this thx tls to token
too totp twitter two type typed unable unchanged unique unknown unsafe unset unsubscribe unusable up update updated
upper uppercase url us used user username utf-8 utf8 valid very visible was we weak web website what when where which
who why wi-fi wifi will windows with within without word work working works would wrong wrote yahoo yes you your yours
zoom
"""
_KNOWN = frozenset(_WORDS.split())
# Products with their version: Windows11, iOS17.4, Office365, m365, 1Password, IPv4, SHA-256, TLS1.2.
_VERSIONED = re.compile(
    r"(?:windows|win|ios|ipados|macos|android|chrome|edge|firefox|safari|ie|office|microsoft|m|iphone|ipad|galaxy|pixel"
    r"|java|ipv|sha-?|aes-?|tls|ssl|oauth|iso|utf-?|x|http/?|ver\.?|v)[\d.]{1,6}|1password",
    re.IGNORECASE,
)
# Sets of characters: 「A-Za-z0-9」.
_RANGES = re.compile(r"(?:[Aa]-[Zz]|0-9|[,/])+")
_FJCLOUD = re.compile(r"fj-?cloud.{0,20}", re.IGNORECASE)


def is_everyday(word: str) -> bool:
    """Whether a word is in everyday use or the name of a product."""
    return word.casefold() in _KNOWN or any(pattern.fullmatch(word) for pattern in (_VERSIONED, _RANGES, _FJCLOUD))
