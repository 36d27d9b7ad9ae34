"""「コードが届かない」: a code that does not come. Text is normalised already."""

import re

_DOES_NOT_COME = re.compile(
    r"届か|とどか|届いて(?:い)?な|来な|来ませ|来て(?:い)?な|こな|きません|受け取れ|再送|もう[1一]度送|送り直"
)
# Said with it, the code is the one of the shop's own login.
_AT_THE_LOGIN = re.compile(r"ログイン(?!\s?ID)|二要素|2要素|二段階|2段階|サイト")


def misses_code_of_chat(text: str) -> bool:
    """Tell whether the code that is missing may be the one for proving in this chat who one is."""
    return bool(_DOES_NOT_COME.search(text)) and not _AT_THE_LOGIN.search(text)
