"""Ordering, ending, leaving and writing to the shop in a real browser: by keyboard, on a phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.web.mypage.site import MyPageSite

WINDOWS = [(360, 640), (1280, 800)]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def come(site: MyPageSite, page: Page, case: str, path: str) -> None:
    site.come_signed_in(page.context, site.person(case).login_id)
    page.goto(site.origin + path)


def check(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in violations] == []
    assert page.evaluate(SIDEWAYS) == 0


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


@pytest.mark.parametrize(("width", "height"), WINDOWS, ids=["phone", "desk"])
def test_nothing_is_in_anybodys_way(site: MyPageSite, page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site.origin}/contact?subject=unlock")
    check(page)
    page.locator("form.form").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    expect(page.get_by_role("alert")).to_be_focused()
    check(page)
    for case, path in (
        ("plain", "/mypage/orders"),
        ("plain", "/mypage/contracts"),
        ("plain", "/mypage/withdrawal"),
        ("in_use", "/mypage/withdrawal"),
        ("in_use", "/mypage/orders"),
        ("in_use", "/mypage/contracts"),
        ("screening", "/mypage/orders/new"),
        ("paid_20", "/mypage/orders/new"),
        ("paid_20", "/mypage/orders/confirm?service=fjcloud_o&kind=order&payment=bank_transfer"),
    ):
        come(site, page, case, path)
        check(page)
    for case, titles in (("trial", ("注文", "契約")), ("in_use", ("注文", "契約"))):
        for title, path in zip(titles, ("orders", "contracts"), strict=True):
            come(site, page, case, f"/mypage/{path}")
            page.get_by_role("link", name="詳細").first.click()
            heading(page, f"{title}詳細")
            check(page)
        detail = page.url
        for act in ("change", "terminate"):
            page.goto(f"{detail}/{act}")
            check(page)


def test_an_order_is_placed_by_keyboard_alone(site: MyPageSite, page: Page) -> None:
    come(site, page, "plain", "/mypage/orders")
    page.get_by_role("link", name="新しく注文する").focus()
    page.keyboard.press("Enter")
    heading(page, "ご注文")
    page.get_by_role("radio", name="FJcloud-O").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="注文", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="クレジットカード")).to_be_checked()
    page.keyboard.press("Enter")

    heading(page, "ご注文内容の確認")
    page.get_by_role("button", name="この内容で確定する").focus()
    page.keyboard.press("Enter")
    heading(page, "注文詳細")
    expect(page.get_by_role("status")).to_contain_text("注文番号はORD-2026-")
    expect(page.get_by_text("ご注文のキャンセルはできません")).to_be_visible()


def test_a_double_click_orders_once(site: MyPageSite, page: Page) -> None:
    come(site, page, "plain", "/mypage/orders/confirm?service=fjcloud_o&kind=order&payment=card")
    page.get_by_role("button", name="この内容で確定する").dblclick()
    heading(page, "注文詳細")
    page.reload()

    page.goto(f"{site.origin}/mypage/orders")
    expect(page.get_by_role("link", name="詳細")).to_have_count(1)


def test_a_trial_is_ended_by_keyboard_from_its_order(site: MyPageSite, page: Page) -> None:
    come(site, page, "trial", "/mypage/orders")
    for role, name in (
        ("link", "詳細"),
        ("link", "契約の詳細へ進む"),
        ("link", "解約の手続きへ進む"),
    ):
        page.get_by_role(role, name=name).focus()  # type: ignore[arg-type]
        page.keyboard.press("Enter")
    heading(page, "解約")
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    heading(page, "契約詳細")
    expect(page.get_by_role("status")).to_have_text("解約のお手続きが完了しました。")
    expect(page.get_by_text("2026年7月15日")).to_be_visible()

    page.goto(f"{site.origin}/mypage/withdrawal")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="退会を申請する").click()
    expect(page.get_by_role("status")).to_contain_text("受付番号はTKT-")


def test_somebody_locked_out_writes_by_keyboard(site: MyPageSite, page: Page) -> None:
    page.goto(f"{site.origin}/contact?subject=unlock")
    page.get_by_label("お名前").focus()
    for text in ("佐藤 健一", "sato@minato.example", "kenichi.sato", "よろしくお願いします。"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    heading(page, "お問い合わせを受け付けました")
    number = page.get_by_text("TKT-").inner_text()
    assert any(number in mail.subject for mail in site.mails("sato@minato.example"))
