"""What has the focus is never under the chat's button, which floats above the page (WCAG 2.4.11)."""

import pytest
from playwright.sync_api import Page

from tests.web.mypage.site import MyPageSite

# The focused element if the button covers any of it, and how far along the page we are.
COVERED = """
() => {
  const focused = document.activeElement;
  const chat = document.querySelector("madoguchi-chat");
  if (focused === document.body || focused === chat) return { over: true, covered: null };
  const button = chat.shadowRoot.querySelector(".launcher").getBoundingClientRect();
  const box = focused.getBoundingClientRect();
  const beside = box.right <= button.left || box.left >= button.right;
  const meets = !beside && box.bottom > button.top && box.top < button.bottom;
  return { over: false, covered: meets ? `${focused.tagName} ${focused.id} ${focused.textContent.trim()}` : null };
}
"""


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 800), (1280, 500)], ids=["phone", "desk", "low"])
@pytest.mark.parametrize("path", ["/mypage/invoices", "/mypage/profile/edit", "/contact"])
def test_the_chats_button_covers_nothing_that_has_the_focus(
    site: MyPageSite, page: Page, path: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    site.come_signed_in(page.context, "megumi.kobayashi")
    page.goto(site.origin + path)
    page.locator("madoguchi-chat .launcher").wait_for()

    covered, stops = [], 0
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(COVERED)
        if stop["over"]:
            break
        stops += 1
        covered += [stop["covered"]] if stop["covered"] else []

    assert covered == []
    assert stops > 10
