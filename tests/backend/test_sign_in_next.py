"""No address that somebody may put into a link to the sign-in page leads away from My Page."""

from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import RedirectResponse

from backend.mypage.access import safe_next

PIECES = st.sampled_from(
    [
        "/mypage",
        "/",
        "//",
        "\\",
        "..",
        ".",
        "@",
        ":",
        "http:",
        "evil.example",
        "%2f",
        "%5c",
        "\t",
        "\n",
        "\x00",
        "?",
        "#",
        "[",
        "]",
        " ",
        "あ",
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=30))
def test_it_stays_on_my_page(wanted: str) -> None:
    location = RedirectResponse(safe_next(wanted)).headers["location"]
    reached = urlsplit(urljoin("https://shop.example/sign-in", location))

    assert (reached.scheme, reached.netloc) == ("https", "shop.example")
    assert location == "/mypage" or location.startswith(("/mypage/", "/mypage?", "/mypage#"))
    assert not set(location) & set("\\\t\r\n\x00")


@given(st.lists(st.text("abc-012", min_size=1, max_size=5), max_size=3), st.integers(1, 99))
def test_every_page_of_my_page_is_come_back_to(parts: list[str], page: int) -> None:
    wanted = "/".join(["/mypage", *parts]) + f"?page={page}"

    assert safe_next(wanted) == wanted
