"""Words in Latin letters that people write about passwords without one of them being the password."""

import re

_WORDS = """
2fa 2sv a able about access account acrobat admin administrator adobe again ahead alphanumeric already also always am
amazon android any anymore anything apache api app apple as asap ascii at auth authenticator automatically available
aws azure bad been before being bitwarden blank blocked bot box broken browser but button by can cannot caps capslock
case change changed changing character characters chat chatgpt chrome click cloud code compromised console control
copy correct could created deleted denied did digit digits direct do docomo docs does done drive dropbox e-mail
e-mails easy edge email email-address empty english enough enter error even every everything excel excloser expire
expired expires facebook faq fence fence-mobile few field fine finplex firefox fixed fjcloud fjcloud-o fjcloud-v for
forgot forgotten form found from fujitsu full gmail go gone good google guide hacked hard has have he hello help here
hi hidden hint hiragana how i icloud id ie11 if image important impossible in incorrect information input invalid
iphone is issue it japanese just kana katakana keepass kept keychain kindle known later leaked length letter letters
like line link linux lock locked login login-id loginid logon long lost lower lowercase mail make making manager
mandatory maybe me member mfa microsoft minimum mismatch missing mobile more must my my-page mypage need needed never
new ng no none not nothing notion now null number numbers of office offline ok okay old on one online only open opera
optional or our ours outdated outlook outlook.com outlook365 page paid panel pass passcode passkey passphrase passport
passwd password passwords paste pdf pdf-viewer phone please policy possible press problem protected provided public pw
question random really reject rejected remember remembered remotemanager request required requirement requirements
resend reset reset-mail resetting retry reused romaji rules safari safe same saved screen screen-shot screenshot
secret secure security sent server service set setting settings sheets shift short should show shown sign sign-in
sign-up signin simple site sjis slack sms so softbank some something sorry space spec special sso still stolen strong
stuck such support supposed sure symbol symbols system tab temporary test text thank thanks that the there these thing
this thx tls to token too totp twitter two type typed ubuntu unable unchanged unique unknown unsafe unset unsubscribe
unusable up update updated upper uppercase url us used user user-id userid username utf-8 utf8 valid very viewer
visible was we weak web website what when where which who why wi-fi wifi will windows with within without word work
working works would wrong wrote yahoo yes you your yours zoom
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
