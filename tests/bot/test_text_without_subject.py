"""Messages that name no subject, or fear, threaten or complain: found, and nothing else taken for them."""

from collections.abc import Callable

import pytest

from bot.text.bare import names_nothing
from bot.text.complaint import is_complaint
from bot.text.contact_points import asks_for_contact_points
from bot.text.distress import in_distress, is_abuse
from bot.text.giving_away import gives_account_away
from bot.text.normalise import normalise
from bot.text.plainer import wants_plainer
from bot.text.security import security_worry
from bot.text.weary import is_merely_weary, is_weary

FOUND: list[tuple[Callable[[str], object], str]] = [
    (
        in_distress,
        "生きてる意味がない/電車に飛び込もうかな/I want to die/明日が来なければいいのに",
    ),
    (in_distress, "このまま目が覚めなければいいのに/私なんていなくてもいい/屋上から飛び降りる/生きるのに疲れた"),
    (
        in_distress,
        "夜が明けなければいい/死んだほうがましだ/もう全部終わりにしたい/どこにも居場所がない、自分には価値がない",
    ),
    (
        is_abuse,
        "訴えます/消費者センターに通報します/は？また同じ答え？使えねーなこのボット/AIのくせに/いつまで待たせるんですか/対応が遅すぎる/弁護士に相談します",
    ),
    (
        is_abuse,
        "このクソ会社、詐欺だろ、訴えるぞ/おまえばかじゃないの/いい加減にしてください。3回目ですよ。/何回言わせるの",
    ),
    (
        security_worry,
        "不正ログインされたかも/勝手に注文されてる！/注文していないのに注文確認メールが来た/知らない端末からログインされた/詐欺メールが届いた/身に覚えのない注文があります",
    ),
    (security_worry, "アカウントが乗っ取られた/誰かが私のIDでログインしているようです/このメールは本物ですか"),
    (security_worry, "my account was hacked/I got a phishing mail/someone logged into my account"),
    (names_nothing, "助けて/困ってます/急いでます！！！/わからない/わかりません/じゃあどうすればいいの"),
    (names_nothing, "はい/いいえ/うん/Help me!/English please"),
    (
        wants_plainer,
        "もっと簡単に言って/やさしい日本語でおねがいします/意味がわからない/漢字が読めません/漢字にふりがなをつけて/むずかしいです",
    ),
    (wants_plainer, "もっとわかりやすく説明してください/何を言っているのかわかりません/Please explain in simple words"),
    (
        asks_for_contact_points,
        "電話番号教えて/問い合わせフォームのURLください/富士通コンタクトラインの電話番号は何番ですか",
    ),
    (asks_for_contact_points, "お問い合わせフォームは？/どこに電話すればいいですか/What is your phone number?"),
    (is_merely_weary, "もう疲れました…泣きそうです/もうだめです"),
    (is_weary, "ログインできなくて、もう疲れました/ロックされて途方に暮れています"),
    (gives_account_away, "アカウントを他の人に譲りたい/会員登録を後輩に譲渡できますか"),
]
OTHERS: list[tuple[Callable[[str], object], str]] = [
    (in_distress, "契約を終わりにしたい/飛び込みで営業したい/死にたいくらい眠い/窓口から請求書を出した/もう疲れました"),
    (
        in_distress,
        "ログイン情報が消えてしまいました/今までありがとうございました。退会します/楽に解約する方法/もう終わりです",
    ),
    (in_distress, "サーバーが落ちて楽になりたい/最後のメッセージが届かない/これで終わりにします/橋本です"),
    (
        is_complaint,
        "担当者につないで/返金しないなら消費者センターに言います/何回目の支払いですか/同じ答えばかり、人に代わって/開通までいつまで待たせるの",
    ),
    (security_worry, "楽天のアカウントが乗っ取られた/ロックは不正アクセスのせいですか/払った覚えがないのに入金済み"),
    (security_worry, "パスワードが漏れたかもしれないので変えたい/勝手に入金済みになっている/身に覚えのない請求が来た"),
    (
        security_worry,
        "フィッシングが怖いのでパスワードを新しくしたい/二要素認証は不正ログインの対策ですか/孫が勝手に注文した",
    ),
    (names_nothing, "助けて、ロックされた/わからないところがある/聞きたいことがあります/ありがとう/違います"),
    (wants_plainer, "入金済の意味がわからない/簡単に解約できますか/ログインIDがわからない/意味のある書類"),
    (asks_for_contact_points, "担当者につないで/電話番号を教えて、担当者と話したい/人と話したい/電話をかけてほしい"),
    (is_merely_weary, "ログインできなくて、もう疲れました/疲れたので担当者と話したい"),
    (gives_account_away, "アカウントを削除したい/担当者が変わったので会員情報を変えたい"),
]


def each(cases: list[tuple[Callable[[str], object], str]]) -> list[object]:
    return [
        pytest.param(finds, text, id=f"{finds.__name__}: {text}") for finds, texts in cases for text in texts.split("/")
    ]


@pytest.mark.parametrize(("finds", "text"), each(FOUND))
def test_found(finds: Callable[[str], object], text: str) -> None:
    assert finds(normalise(text))


@pytest.mark.parametrize(("finds", "text"), each(OTHERS))
def test_not_taken_for_it(finds: Callable[[str], object], text: str) -> None:
    assert not finds(normalise(text))


def test_a_doubtful_mail_is_told_from_a_doubtful_login() -> None:
    assert security_worry("怪しいメールが来た") == "mail"
    assert security_worry("不正アクセスされたようです") == "account"
