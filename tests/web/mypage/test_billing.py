"""Invoices and Paid in a real browser: found by the words of the answers, usable by everybody, printed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.mypage.site import MyPageSite

WINDOWS = [(360, 640), (1280, 800)]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def come(site: MyPageSite, page: Page, case: str, path: str) -> None:
    site.come_signed_in(page.context, site.person(case).login_id)
    page.goto(site.origin + path)


def open_detail(page: Page, status: str) -> None:
    """Of the newest invoice with this status, the way the answers tell."""
    page.get_by_role("row").filter(has_text=re.compile(f"{status}(?!前)")).first.get_by_role(
        "link", name="詳細"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("請求詳細")


@pytest.mark.parametrize(("width", "height"), WINDOWS, ids=["phone", "desk"])
def test_nothing_is_in_anybodys_way(site: MyPageSite, page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})

    def check() -> None:
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in violations] == []
        assert page.evaluate(SIDEWAYS) == 0

    for case, path in (
        ("plain", "/mypage/invoices"),
        ("plain", "/mypage/paid"),
        ("screening", "/mypage/paid"),
        ("paid_20", "/mypage/paid"),
    ):
        come(site, page, case, path)
        check()
    come(site, page, "paid_20", "/mypage/invoices")
    check()
    for status in ("請求確定前", "請求確定", "入金済"):
        page.goto(f"{site.origin}/mypage/invoices")
        open_detail(page, status)
        check()
    come(site, page, "plain", "/mypage/paid")
    page.locator("form.form").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    expect(page.get_by_role("alert")).to_be_visible()
    check()


def test_from_the_menu_to_what_marked_as_paid_means(site: MyPageSite, page: Page) -> None:
    come(site, page, "marked_paid", "/mypage/invoices")
    open_detail(page, "入金済")

    expect(page.get_by_text("お支払いが済んだことを示すものではありません")).to_be_visible()
    expect(page.get_by_text("T1020001071491")).to_be_visible()


def test_the_list_is_narrowed_with_the_keyboard(site: MyPageSite, page: Page) -> None:
    come(site, page, "paid_20", "/mypage/invoices")
    page.get_by_label("利用月").focus()
    for _ in range(3):  # past 「すべて」, June, May
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**usage_month=2026-04**")
    expect(page.get_by_role("link", name="詳細")).to_have_count(2)
    expect(page.get_by_label("利用月")).to_have_value("2026-04")


def test_an_invoice_is_one_sheet_of_paper_with_nothing_but_itself(site: MyPageSite, page: Page) -> None:
    come(site, page, "paid_20", "/mypage/invoices")
    open_detail(page, "請求確定")
    expect(page.get_by_role("button", name="この請求書を印刷する")).to_be_visible()

    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1001})  # A4 within its margins

    assert len(sheets) == 1
    for shown in ("適格請求書", "高橋 大輔 様", "T1020001071491", "税率ごとの合計", "Fujitsu Cloud Direct"):
        expect(page.locator("main").get_by_text(shown).first).to_be_visible()
    for hidden in (page.get_by_role("button", name="この請求書を印刷する"), page.get_by_text("請求ステータス"),
                   page.get_by_role("navigation"), page.locator("madoguchi-chat")):  # fmt: skip
        expect(hidden.first).to_be_hidden()
    assert page.evaluate(SIDEWAYS) == 0
    # Tables, though on a window of this width each row would be a card.
    tops = [cell.bounding_box()["y"] for cell in page.get_by_role("table").last.get_by_role("columnheader").all()]
    assert len(tops) == 4
    assert len(set(tops)) == 1


def test_the_button_prints(site: MyPageSite, context: BrowserContext, page: Page) -> None:
    context.add_init_script("window.print = () => { document.title = 'printed'; }")
    come(site, page, "paid_20", "/mypage/invoices")
    open_detail(page, "請求確定")
    page.get_by_role("button", name="この請求書を印刷する").click()

    expect(page).to_have_title("printed")


def test_registering_for_paid_with_the_keyboard(site: MyPageSite, page: Page) -> None:
    come(site, page, "plain", "/mypage/paid")
    page.get_by_label("代表者名").focus()
    page.keyboard.type("田中 一郎")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("Paid決済のお申し込みを受け付けました。")
    expect(page.get_by_text("2026年7月21日頃")).to_be_visible()
    assert site.mails(site.person("plain").login_id)[0].subject == "Paidお申し込み受付のお知らせ"
