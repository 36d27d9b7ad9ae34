"""What people type, with the secrets in it between ⟦ and ⟧. None is anybody's; card numbers are test numbers."""

PASSWORDS = r"""
パスワードは⟦hunter2abc⟧
パスワードは⟦hunter2abc⟧です
パスワードは ⟦hunter2abc⟧ なのにログインできない
パスワードは⟦hunter2abc⟧だけど入れない
パスワードは⟦hunter2abc⟧でログインできない
パスワードは⟦hunter2abc⟧のはずなんですが弾かれます
パスワードは「⟦hunter2abc⟧」です
パスワードは『⟦hunter2abc⟧』で合ってますか
パスワードは“⟦hunter 2abc⟧”です
パスワードは【⟦hunter2abc⟧】
パスワードは(⟦hunter2abc⟧)
パスワードは、⟦hunter2abc⟧、です
パスワードは⟦hunter2abc!⟧です
パスワードは⟦P@ssw0rd⟧なのに違うと言われる
パスワードは⟦Tr0ub4dor&3⟧です
パスワードは⟦#Abc_9876#⟧です
パスワードは⟦sakura⟧です
パスワードは⟦sakura⟧なのに入れません
パスワードは⟦SakuraSaku⟧で入れない
パスワードは⟦12345678⟧です
パスワードは⟦1234⟧。
パスワードは⟦20260401⟧です
パスワードは⟦2026-04-01⟧です
パスワードは⟦さくら2024⟧です
パスワードは⟦犬のポチ1234⟧です
パスワードは ⟦hunter2 abc⟧ です
パスワードは⟦ｈｕｎｔｅｒ２ａｂｃ⟧です
ﾊﾟｽﾜｰﾄﾞは⟦hunter2abc⟧だけど
ぱすわーどは⟦hunter2abc⟧です
パスワ－ドは⟦hunter2abc⟧です
パスは⟦hunter2abc⟧です
ログインパスは⟦hunter2abc⟧です
パスワード:⟦hunter2abc⟧
パスワード：⟦hunter2abc⟧
パスワード＝⟦hunter2abc⟧
パスワード→⟦hunter2abc⟧
パスワード ⟦hunter2abc⟧
パスワード⟦hunter2abc⟧で入れません
パスワード欄に⟦hunter2abc⟧と入れてもだめ
パスワードとして⟦hunter2abc⟧を入れました
パスワードを⟦hunter2abc⟧に変更したのに入れない
パスワードを⟦hunter2abc⟧から⟦kaeru9876⟧に変えたい
パスワードが⟦hunter2abc⟧だとだめですか
パスワードの⟦hunter2abc⟧が通りません
パスワードは確か⟦hunter2abc⟧でした
パスワードはたぶん⟦hunter2abc⟧
パスワードは今⟦hunter2abc⟧です
パスワードは以下の通りです。\n⟦hunter2abc⟧
パスワードは\n⟦hunter2abc⟧
パスワード\n⟦sakura⟧
PW=⟦hunter2abc⟧
PW：⟦hunter2abc⟧
PWは⟦hunter2abc⟧です
pw ⟦hunter2abc⟧
pwd=⟦hunter2abc⟧
pass:⟦hunter2abc⟧
pass: ⟦sakura⟧
passは⟦hunter2abc⟧
Ｐａｓｓｗｏｒｄ：⟦Ｈｕｎｔｅｒ２⟧
passwd ⟦hunter2abc⟧
P/W:⟦hunter2abc⟧
my password is ⟦hunter2abc⟧
My password is ⟦hunter2abc⟧ but I cannot log in
my password is "⟦correct horse battery⟧" and it fails
my password was ⟦sakura⟧
the new password should be ⟦hunter2abc⟧
password: ⟦hunter2abc⟧
pass phrase: ⟦hunter2abc⟧
暗証番号は⟦1234⟧
暗証番号：⟦９８７６⟧
暗証番号は⟦1234⟧なのに違うと出る
PINは⟦4821⟧です
パスコードは⟦482913⟧
前のパスワードは⟦abc12345⟧で新しいのは⟦xyz98765⟧です
パスワード、前のは ⟦abc12345⟧ で新しいのは ⟦xyz98765⟧
旧パスワード⟦abc12345⟧ 新パスワード⟦xyz98765⟧
パスワードは⟦abc12345⟧か⟦xyz98765⟧のどちらかです
password is ⟦abc12345⟧ or ⟦xyz98765⟧
ID: tanaka01 PW: ⟦hunter2abc⟧
ID：ｔａｎａｋａ０１　ＰＷ：⟦ｈｕｎｔｅｒ２⟧
ID: tanaka01\nPW: ⟦hunter2abc⟧\nログインできません
IDは tanaka01 でパスワードは⟦hunter2abc⟧です
パスワードは⟦hunter2abc⟧。IDはtanaka01です
PW:⟦hunter2abc⟧/ID:tanaka01
IDとパスワードは tanaka01 / ⟦hunter2abc⟧ です
IDとパスワードは「tanaka01」と「⟦hunter2abc⟧」です
ID/PW: tanaka01/⟦hunter2abc⟧
パスワードとIDは ⟦hunter2abc⟧ と tanaka01 です
⟦hunter2abc⟧がパスワードです
「⟦hunter2abc⟧」がパスワードだったと思います
⟦hunter2abc⟧というパスワードで登録しました
バックアップコードは⟦a1b2-c3d4⟧です
ワンタイムパスワードは⟦482913⟧でした
パスワードは⟦tanaka@example.jp⟧です
注文 ORD-2026-000123 の件。パスワードは⟦hunter2abc⟧です
パスワードを⟦sakura⟧から⟦momiji⟧に変えたい
暗証番号4桁は⟦1234⟧です
パスワード変更画面で⟦hunter2abc⟧を入れるとエラー
パスワードの文字は⟦hunter2abc⟧
user: tanaka, pass: ⟦sakura⟧
パスワード変えたい。今は「⟦Momiji#2025⟧」で新しいのを「⟦Momiji#2026⟧」にしたい
パスワードの変更です。前のは「⟦momiji2025⟧」、新しいのは「⟦kaede2026⟧」にします
パスワードが通らない。「⟦Momiji#2025⟧」のはず
パスワードを忘れたかも。⟦Momiji#2025⟧ではだめでした
⟦Momiji#2025⟧ って入れても入れません
「⟦Momiji#2025⟧」と入力しても弾かれる
⟦Kaede!9876⟧でログインできない
パスワード: ⟦(Kaede2026)!a⟧
パスワードは⟦(Kaede2026)!a⟧です
パスワードは、⟦もみじもみじ⟧、です
私のパスワードは、⟦もみじやま⟧、です
パスワードは「⟦やまざくら⟧」です
パスワードは『⟦カエデノキ⟧』なのに入れない
"""

CARDS = r"""
⟦4111111111111111⟧
⟦4111 1111 1111 1111⟧
⟦4111-1111-1111-1111⟧
⟦4111.1111.1111.1111⟧
⟦4111・1111・1111・1111⟧
⟦４１１１１１１１１１１１１１１１⟧
⟦４１１１－１１１１－１１１１－１１１１⟧
⟦４１１１　１１１１　１１１１　１１１１⟧
⟦4111ー1111ー1111ー1111⟧
⟦4111,1111,1111,1111⟧
⟦4111\n1111\n1111\n1111⟧
カードは⟦4111111111111111⟧です
Visa⟦4111111111111111⟧で払いたい
⟦5555 5555 5555 4444⟧ が使えません
⟦2223003122003222⟧
⟦378282246310005⟧
⟦3782 822463 10005⟧
⟦30569309025904⟧
⟦3530 1113 3330 0000⟧
⟦6011 1111 1111 1117⟧
⟦6200000000000005⟧
カード番号は⟦4111 1111 1111 1112⟧です
カード番号：⟦1234567890123456⟧
クレジットカード番号「⟦4111111111111112⟧」で決済できない
credit card number: ⟦4111 1111 1111 1112⟧
⟦4111 1111 1111 1111⟧ 有効期限 12/28
⟦4111 1111 1111 1111⟧ 12/28 ⟦123⟧
⟦4111 1111 1111 1111⟧ 500円の請求
カードは⟦4111111111111111⟧、CVVは⟦123⟧
CVV ⟦123⟧
CVC：⟦９８７⟧
セキュリティコードは⟦123⟧です
セキュリティコード 「⟦1234⟧」
security code is ⟦123⟧
登録番号T1020001071491の件、カード⟦4111111111111111⟧
"""

ORDINARY = r"""
パスワードは10文字以上ですか
パスワードは英数字だけでいい？
パスワードは忘れました
パスワードはどこで変更
パスワード：再設定
パスワードはreset
パスワードはresetしたい
パスワードのresetをお願いします
パスワードは2FA
パスワードは2FAとは別ですか
パスワードはPaid
パスワードはPaidと同じ？
passwordは?
password reset
passwordを忘れた
forgot my password
my password is wrong
my password is not working
my password is expired. what should I do?
is my password case sensitive?
how can I change my password?
パスワードは8文字
パスワードは1234文字まで？
パスワードは8-16文字ですか
パスワードは8〜32文字ですか
パスワードは2026年に変えた
パスワードは2026年4月1日に変えました
パスワードは2026/04/01に変えました
パスワードは 2026-04-01 に変更したはずです
パスワードは10:30に変えました
パスワードは3回間違えた
パスワードを1000回入れてもだめ
パスワードはA-Za-z0-9だけですか
パスワードは記号!@#$が使えますか
パスワードはGoogleのを使えますか
パスワードはChromeに保存してあります
パスワードはWindows11のPCで変えました
パスワードはiOS17で使えますか
パスワードは1Passwordに入れています
パスワードはFJcloud-Vと同じですか
パスワードはFJcloud-Oのコントロールパネルと共通ですか
パスワードはSMSで届きますか
パスワードはmailで届きますか
パスワードはtanaka@example.jpに送ってください
パスワードは090-1234-5678に届きますか
パスワードはtanakaさんが知っています
パスワードをtanaka01さんに送って
パスワード再設定 tanaka01
パスワードをリセットしたいです。IDはtanaka01です
ID tanaka01 のパスワードをリセットしてください
IDはtanaka01、パスワードは忘れました
tanaka01がパスワードを忘れました
tanaka01ですがパスワードの再設定をお願いします
パスワードは****で表示されます
パスワードは●●●●●●です
パスワードはORD-2026-000123と関係ありますか
パスワード TKT-000123 の件
パスワードはhttps://example.jp/reset で変えられますか
パスワードはadminだけ変えられますか
パスワードとパスフレーズの違い
パスキーは使えますか
パスポートはAB1234567です
バイパスは123456ですか
コンパスはabc123
暗証番号は4桁ですか
暗証番号を忘れました
バックアップコードは1回だけですか
PINコードって何
パスワードはなぜ10文字以上
パスワードは「Adobe Acrobat Reader」で開くPDFにありますか
パスワードは Fujitsu Cloud Direct のものですか
パスワードを何度入れても4回で止まります
ログインIDはtanaka01、パスワードはIDと同じです
ORD-2026-000123
ｏｒｄ－２０２６－０００１２３の状況
ord2026000123 は届きますか
ORD-2026-000123 ORD-2026-000456 ORD-2026-000789
CNT-000123の契約
INV-2026-000123を見せて
TKT-000123の状況
T1020001071491
Ｔ１０２０００１０７１４９１
登録番号はT1020001071491で合ってますか
登録番号 T1-0200-0107-1491
T4010001000009は他社の番号ですか
090-1234-5678
電話番号は03-1234-5678です
0120-123-456か090-1234-5678に電話してください
090-1234-5678 080-1234-5678 070-1234-5678
2026年7月31日
2026-04-01 2026-04-30 2026-05-31
20260401 20260430
4/1 4/30 5/31 6/30 7/31 8/31
12,345円
1,234,567円と4,567,890円と123,456円
請求額は4,000,000,000,000円
4111111111111112
1234567890123456
0000000000000000
123456
12345678
カード番号は16桁ですか
カード番号の下4桁は1234です
セキュリティコードは3桁ですか
CVVは何桁
CVVは4桁でした
有効期限は12/28です
tanaka01
hunter2abc
注文番号は2026-000123です
パスワードは、わかりません、です
パスワードは「リセット」で直りますか
パスワードは「ひらがな」で入れられますか
パスワードのPDF「manual2024.pdf」が開けない
パスワードについて。「tanaka01」が私のIDです
パスワードの件、Windows10+Edge120 で試しました
パスワードの件は https://example.jp/a?b=1#c2 を見ました
パスワードに記号!@#$1は使えますか
認証コードが届きません。電話は0312345678
認証コードは6桁ですか
認証コードが届きません。注文番号は123456です
認証番号を3回入れました
一二三四五
「届いたのは123456件」
"""


def phrases(table: str) -> list[str]:
    """One phrase a line; `\\n` inside a line stands for a line break."""
    return [line.replace("\\n", "\n") for line in table.strip().splitlines()]
