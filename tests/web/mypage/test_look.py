"""The frame and the building blocks of My Page in a real browser: what they say, how they fit, how they are used."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.mypage.kit import ERRORS, Kit, serving_kit

WINDOWS = [(360, 640), (1280, 800)]
# Standing alone, a control is at least 44 px high; links within a sentence are as high as their line (WCAG 2.5.8).
SMALL_TARGETS = """
() => [...document.querySelectorAll("button, input, select, textarea, summary, label.choice, nav a, .button, .detail")]
  .filter((element) => element.checkVisibility() && !["checkbox", "radio", "hidden"].includes(element.type))
  .map((element) => [element.textContent || element.id, element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44)
  .map(([name, box]) => `${name}: ${box.width}x${box.height}`)
"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def kit() -> Iterator[Kit]:
    with serving_kit() as served:
        yield served


@pytest.mark.parametrize(("width", "height"), WINDOWS, ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["list", "form"])
@pytest.mark.parametrize("refused", [False, True])
def test_axe_finds_nothing_and_targets_are_large_enough(
    page: Page, kit: Kit, name: str, refused: bool, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(kit.address(name, signed_in=not refused, refused=refused, notice="変更しました。"))
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in violations] == []
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize(
    ("width", "height"),
    [(360, 640), (320, 480), (640, 400), (800, 600), (1024, 768)],
    ids=["phone", "1280 px at 400 %", "1280 px at 200 %", "tablet", "small desk"],
)
def test_nothing_has_to_be_scrolled_sideways(page: Page, kit: Kit, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for address in (kit.address("list"), kit.address("form", refused=True), kit.address("form", signed_in=False)):
        page.goto(address)
        assert page.evaluate(SIDEWAYS) == 0


def test_larger_letters_fit_too(page: Page, kit: Kit) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(kit.address("form", refused=True))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) == 0


# -- the frame


def test_the_page_is_named_in_its_title_and_its_one_heading(page: Page, kit: Kit) -> None:
    page.goto(kit.address("list"))
    expect(page).to_have_title("注文詳細｜みなも（デモ）")
    expect(page.get_by_role("heading", level=1)).to_have_text("注文詳細")
    assert page.locator("html").get_attribute("lang") == "ja"


def test_the_menu_has_the_entries_the_answers_name(page: Page, kit: Kit) -> None:
    page.goto(kit.address("list"))
    menu = page.get_by_role("navigation", name="マイページのメニュー")
    expect(menu.get_by_role("listitem")).to_have_text(
        ["マイページ", "会員情報", "会員情報変更", "注文一覧", "契約一覧", "請求一覧", "Paid決済情報", "ログアウト"]
    )
    expect(menu.locator("[aria-current=page]")).to_have_text("注文一覧")
    menu.get_by_role("button", name="ログアウト").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("受け付けました")
    assert kit.sent == [{"address": "/sign-out", "csrf_token": "a-token"}]


def test_on_a_phone_the_menu_opens_without_any_script(browser: Browser, kit: Kit) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(kit.address("list"))
    link = page.get_by_role("banner").locator(".menu").get_by_role("link", name="請求一覧")
    expect(link).to_be_hidden()
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    context.close()


def test_a_visitor_is_shown_the_way_in(page: Page, kit: Kit) -> None:
    page.goto(kit.address("form", signed_in=False))
    expect(page.get_by_role("link", name="ログイン")).to_have_attribute("href", "/sign-in")
    expect(page.get_by_role("link", name="会員登録")).to_have_attribute("href", "/sign-up")
    expect(page.get_by_role("navigation", name="マイページのメニュー")).to_have_count(0)
    expect(page.get_by_role("link", name="お問い合わせフォーム")).to_have_attribute("href", "/contact")


def test_the_first_key_leads_past_the_menu(page: Page, kit: Kit) -> None:
    page.goto(kit.address("list"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ移動")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_chat_is_told_who_is_signed_in(page: Page, kit: Kit, signed_in: bool) -> None:
    page.goto(kit.address("list", signed_in=signed_in))
    chat = page.locator("madoguchi-chat")
    expect(chat).to_have_attribute("identity-subject", "member-1" if signed_in else "")
    expect(chat.get_by_role("button", name="チャットで質問")).to_be_visible()
    asked = chat.get_attribute("identity-url")
    assert asked == ("/api/me/identity-token" if signed_in else None)


def test_a_notice_is_said_after_the_page_has_come(page: Page, kit: Kit) -> None:
    page.add_init_script(
        """
        window.said = [];
        new MutationObserver((changes) => {
          for (const { target, addedNodes } of changes)
            if (target.role === "status") for (const node of addedNodes) window.said.push(node.textContent);
        }).observe(document, { childList: true, subtree: true });
        """
    )
    page.goto(kit.address("list", notice="変更しました。"))
    page.wait_for_function("window.said.length > 1")
    # Once as the page was read, which nobody hears, and once as a change.
    assert page.evaluate("window.said") == ["変更しました。", "変更しました。"]


def test_on_paper_there_is_nothing_but_the_page(page: Page, kit: Kit) -> None:
    page.goto(kit.address("list", notice="変更しました。"))
    expect(page.locator("madoguchi-chat .launcher")).to_be_visible()
    page.emulate_media(media="print")
    for gone in (".site-header", ".site-footer", ".breadcrumb", ".notice", ".pagination", ".actions"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("madoguchi-chat .launcher")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_text("デモ", exact=True).first).to_be_visible()


def test_where_colours_are_the_systems_nothing_is_told_by_ours_alone(page: Page, kit: Kit) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(kit.address("form", refused=True))
    button = page.get_by_role("button", name="登録する")
    assert button.evaluate("(element) => getComputedStyle(element).borderStyle") == "solid"
    page.goto(kit.address("list"))
    current = page.locator(".tabs [aria-current]")
    others = page.locator(".tabs a:not([aria-current])").first
    border = "(element) => getComputedStyle(element).borderBottomColor"
    assert current.evaluate(border) != others.evaluate(border)


# -- lists and facts


@pytest.mark.parametrize(("width", "height"), WINDOWS, ids=["phone", "desk"])
def test_a_table_stays_one_however_it_is_drawn(page: Page, kit: Kit, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(kit.address("list"))
    table = page.get_by_role("table", name="ご請求")
    row = table.get_by_role("row").nth(1)
    expect(row.get_by_role("rowheader")).to_have_text("INV-2026-000123")
    expect(row.get_by_role("cell")).to_have_text(["FJcloud-V", "123,456円", "入金済", "詳細（INV-2026-000123）"])
    expect(table.get_by_role("columnheader")).to_have_text(["請求番号", "サービス", "金額", "ステータス", "操作"])


def test_on_a_phone_each_value_has_its_label(page: Page, kit: Kit) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(kit.address("list"))
    label = "(cell) => getComputedStyle(cell, '::before').content"
    contents = page.locator("tbody tr").first.locator("th, td").evaluate_all(f"(cells) => cells.map({label})")
    assert [content.split(" / ")[0] for content in contents] == [
        '"請求番号"',
        '"サービス"',
        '"金額"',
        '"ステータス"',
        "none",
    ]


def test_values_are_text_and_a_missing_one_says_so(page: Page, kit: Kit) -> None:
    page.goto(kit.address("list"))
    facts = page.locator("dl")
    expect(facts.get_by_role("definition")).to_have_text(
        ["ORD-2026-000123", "<b>FJcloud-V</b>", "手続き中", "登録なし"]
    )
    page.goto(kit.address("form"))
    expect(page.get_by_label("お名前", exact=True)).to_have_value('<山田> "太郎"')


def test_sections_are_named_and_used_codes_say_so(page: Page, kit: Kit) -> None:
    page.goto(kit.address("list"))
    codes = page.get_by_role("region", name="バックアップコード一覧").get_by_role("listitem")
    expect(codes).to_have_text(["1234-5678", "2345-6789 使用済み", "3456-7890"])


def test_confirming_posts_the_token_and_one_can_turn_back(page: Page, kit: Kit) -> None:
    page.goto(kit.address("list"))
    expect(page.get_by_role("link", name="やめて戻る")).to_have_attribute("href", "/mypage/contracts")
    page.get_by_role("button", name="解約する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("受け付けました")
    assert kit.sent == [{"address": "/kit/list", "csrf_token": "a-token"}]


# -- forms


def test_a_refusal_takes_the_focus_and_leads_to_each_field(page: Page, kit: Kit) -> None:
    page.goto(kit.address("form", refused=True))
    expect(page).to_have_title("エラー：会員登録｜みなも（デモ）")
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    lines = [line for found in ERRORS.values() for line in ([found] if isinstance(found, str) else found)]
    expect(alert.get_by_role("listitem")).to_have_text(lines)
    for name in ERRORS.keys() - {"form"}:
        alert.locator(f"a[href='#{name}']").first.click()
        expect(page.locator(f"[name={name}]").first).to_be_focused()


def test_a_field_is_described_by_its_hint_and_its_error(page: Page, kit: Kit) -> None:
    page.goto(kit.address("form", refused=True))
    email = page.get_by_label("メールアドレス", exact=True)
    expect(email).to_have_accessible_description(
        "確認のメールをお送りします。 エラー： メールアドレスの形をご確認ください。"
    )
    expect(email).to_have_attribute("aria-invalid", "true")
    name = page.get_by_label("お名前", exact=True)
    expect(name).to_have_accessible_description("")
    assert name.get_attribute("aria-invalid") is None


def test_what_may_stay_empty_says_so_and_the_rest_is_required(page: Page, kit: Kit) -> None:
    page.goto(kit.address("form"))
    department = page.get_by_label("部署名", exact=True)
    expect(department).to_have_accessible_description("任意")
    assert department.get_attribute("required") is None
    assert page.get_by_label("お名前", exact=True).get_attribute("required") is not None
    assert page.get_by_label("お得情報やお役立ち情報のメールを希望する").get_attribute("required") is None


def test_choices_are_a_named_group(page: Page, kit: Kit) -> None:
    page.goto(kit.address("form"))
    group = page.get_by_role("group", name="認証コードの送り先")
    expect(group).to_have_accessible_description("あとから変更できます。")
    expect(group.get_by_role("radio", name="メール")).to_be_checked()
    expect(group.get_by_role("radio", name="SMS")).to_have_accessible_description("ご登録の携帯電話に届きます。")


def test_a_form_is_sent_once_however_often_it_is_submitted(page: Page, kit: Kit) -> None:
    page.goto(kit.address("list"))
    page.get_by_role("button", name="解約する").evaluate("(button) => { button.click(); button.click(); }")
    expect(page.get_by_role("heading", level=1)).to_have_text("受け付けました")
    assert len(kit.sent) == 1

    page.go_back()
    page.get_by_role("button", name="解約する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("受け付けました")
    assert len(kit.sent) == 2
