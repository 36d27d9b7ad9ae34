// Every sentence the widget itself says, in one place.

export const WORDS = {
  launcher: "チャットで質問",
  launcherOpen: "チャットを閉じる",
  unread: (count) => `未読 ${count} 件`,
  title: "サポート窓口",
  subtitle: "自動応答アシスタント",
  panel: "サポート窓口のチャット",
  log: "会話",
  minimise: "チャットを閉じる",
  menu: "メニュー",
  easy: "やさしい日本語",
  easyLines: ["やさしい", "日本語"],
  styleFailed: "切り替えできませんでした。もう一度お試しください。",
  endConversation: "会話を終了する",
  newConversation: "新しい会話を始める",
  verifyIdentity: "ご本人確認をする",
  person: (name) => (name ? `担当者 ${name}` : "担当者"),
  jump: "新しいメッセージ",

  authors: { bot: "アシスタント", agent: "担当者", system: "お知らせ", member: "あなた" },
  choices: "選択肢",
  typing: { bot: "返信を準備しています", agent: "担当者が入力しています" },

  composer: "メッセージ",
  placeholder: "ご質問を入力してください",
  keys: "Enterで送信、Shift+Enterで改行",
  send: "送信",
  remaining: (count) => `あと ${count} 文字`,
  tooLong: (count) => `${count} 文字多いため送信できません。短くするか、分けてお送りください。`,

  suggestions: {
    name: "質問の候補",
    count: (count) => `質問の候補が ${count} 件あります。上下の矢印キーで選べます。`,
  },

  sending: "送信中",
  waitingOnline: "オフラインのため、つながり次第お送りします",
  retrying: "つながりにくいため、送り直しています",
  resend: "もう一度送る",
  failed: {
    network: "送信できませんでした。通信状況をご確認ください。",
    too_long: "この内容は送信できませんでした。短くするか、分けてお送りください。",
    too_many: "短い間に多くのメッセージをいただいています。少し間をおいてお送りください。",
    server: "ただいま応答できません。少し間をおいて、もう一度お送りください。",
    gone: "会話の有効期限が切れたため、送信できませんでした。",
    refused: "送信できませんでした。内容をご確認のうえ、もう一度お送りください。",
  },

  loading: "チャットを準備しています",
  restoring: "これまでの会話を読み込んでいます",
  empty: "まだメッセージはありません。ご質問をお書きください。",
  startFailed: {
    network: "チャットに接続できませんでした。通信状況をご確認ください。",
    too_many: "ただいま混み合っています。少し間をおいてお試しください。",
    server: "ただいまチャットをご利用いただけません。少し間をおいてお試しください。",
  },
  tryAgain: "もう一度試す",
  offline: "オフラインです。つながり次第、自動で再開します。",
  gone: "時間がたったため、この会話は続けられなくなりました。お手数ですが、新しい会話でお尋ねください。",
  ended: "会話を終了しました。ご利用ありがとうございました。",
  endFailed: "終了の手続きができませんでした。もう一度お試しください。",

  identity: {
    verified: "ご本人確認済み",
    expiringIdle: "まもなくご本人確認の有効時間が終わります。続けてご質問いただくと延長されます。",
    expiringTotal: "まもなくご本人確認の有効時間が終わります。続ける場合は、のちほどもう一度ご確認をお願いします。",
    lapsed: "ご本人確認の有効時間が終わりました。",
    again: "もう一度確認する",
    invitation: "ご登録のメールまたは SMS に届く認証コードで、ご本人確認を行います。",
  },
};

export const WAITING_NAME = "担当者の呼び出し";

// What is said about waiting, by the style of the conversation; the easy one has a reading behind every run of kanji.
export const WAITING_WORDS = {
  standard: {
    calling: "担当者を呼んでいます",
    place: (position) => `${position}番目`,
    placeNow: (position) => `順番が${position}番目になりました`,
    minutes: (low, high) => `目安：${low}〜${high}分`,
    aboutMinutes: (minutes) => `目安：${minutes}分ほど`,
    upToMinutes: (minutes) => `目安：${minutes}分くらいまで`,
    unknownWait: "待ち時間はわかりません",
    meanwhile: "お待ちの間も、自動応答がご質問にお答えします。",
    callBack: "メールで回答を受け取る",
    callOff: "待つのをやめる",
    wayFailed: "手続きができませんでした。もう一度お試しください。",
  },
  easy: {
    calling: "担当者（たんとうしゃ）を呼（よ）んでいます",
    place: (position) => `${position}番目（ばんめ）`,
    placeNow: (position) => `順番（じゅんばん）が${position}番目（ばんめ）になりました`,
    minutes: (low, high) => `だいたい${low}分（ふん）から${high}分（ふん）`,
    aboutMinutes: (minutes) => `だいたい${minutes}分（ふん）`,
    upToMinutes: (minutes) => `だいたい${minutes}分（ふん）まで`,
    unknownWait: "待（ま）つ時間（じかん）は、わかりません",
    meanwhile: "待（ま）っている間（あいだ）は、コンピューターが答（こた）えます。",
    callBack: "メールで答（こた）えをもらう",
    callOff: "待（ま）つのをやめる",
    wayFailed: "できませんでした。もう一度（いちど）ボタンを押（お）してください。",
  },
};

// When nobody came and the answer is to be a mail.
export const CALL_OVER_WORDS = {
  standard: {
    name: "お返事について",
    over: "担当者の呼び出しは終わりました。",
    byMail: (ticket) => `お返事はメールでお送りします（受付番号 ${ticket}）。`,
    show: "お知らせを見る",
  },
  easy: {
    name: "返事（へんじ）について",
    over: "担当者（たんとうしゃ）を呼（よ）ぶのは、終（お）わりました。",
    byMail: (ticket) => `返事（へんじ）はメールで送（おく）ります。受付番号（うけつけばんごう）は ${ticket} です。`,
    show: "お知（し）らせを見（み）る",
  },
};

// Why the buttons of earlier messages can't be pressed: a person is there, or was there after them.
export const CHOICES_REST_WORDS = {
  standard: {
    person: "担当者がお話ししている間は、このボタンは使えません。ご用件は、そのままお書きください。",
    past: "担当者とのお話より前のボタンのため、使えません。ご質問は、あらためてお書きください。",
  },
  easy: {
    person: "担当者（たんとうしゃ）と話（はな）している間（あいだ）は、このボタンを使（つか）えません。言（い）いたいことは、下（した）に書（か）いてください。",
    past: "これは、担当者（たんとうしゃ）と話（はな）す前（まえ）のボタンです。もう使（つか）えません。質問（しつもん）は、もう一度（いちど）書（か）いてください。",
  },
};

export const ADDRESS_WORDS = {
  standard: {
    label: "お返事の送り先（メールアドレス）",
    hint: "このお問い合わせへのお返事に使います。",
    give: "この宛先で受け取る",
    giving: "登録しています",
    done: "お返事の送り先を承りました",
    empty: "メールアドレスを入力してください。",
    invalid: "メールアドレスの形をご確認ください。",
    tooMany: "続けて登録できません。時間をおいてから、もう一度お試しください。",
    network: "通信できませんでした。通信状況をご確認のうえ、もう一度お試しください。",
    failed: "登録できませんでした。少し間をおいて、もう一度お試しください。",
  },
  easy: {
    label: "返事（へんじ）を送（おく）るメールアドレス",
    hint: "この相談（そうだん）の返事（へんじ）を送（おく）るために使（つか）います。",
    give: "このメールアドレスで返事（へんじ）をもらう",
    giving: "送（おく）っています",
    done: "メールアドレスがわかりました。ありがとうございます",
    empty: "メールアドレスを書（か）いてください。",
    invalid: "メールアドレスが正（ただ）しいか、もう一度（いちど）見（み）てください。",
    tooMany: "今（いま）は、送（おく）ることができません。しばらく待（ま）って、もう一度（いちど）ボタンを押（お）してください。",
    network: "インターネットにつながりませんでした。もう一度（いちど）ボタンを押（お）してください。",
    failed: "できませんでした。少（すこ）し待（ま）って、もう一度（いちど）ボタンを押（お）してください。",
  },
};

export const FEEDBACK_WORDS = {
  name: "この回答の評価",
  helpful: "役に立った",
  notHelpful: "役に立たなかった",
  thanks: "ありがとうございます",
  thanksForWords: "ご意見ありがとうございます",
  askedWhy: "よろしければ理由をお聞かせください",
  reasonName: "役に立たなかった理由",
  reasonQuestion: "どのような点でしたか（任意）",
  reasons: [
    ["wrong_subject", "質問と合っていない"],
    ["unclear", "わかりにくい"],
    ["incomplete", "情報が足りない"],
    ["not_solved", "解決しなかった"],
    ["other", "その他"],
  ],
  comment: "くわしく（任意・500文字まで）",
  commentHint: "パスワードや個人情報は書かないでください。",
  send: "送る",
  sending: "送っています",
  skip: "スキップ",
  failed: "お送りできませんでした。もう一度お試しください。",
};

export const RATING_WORDS = {
  name: "担当者の対応の評価",
  question: "担当者の対応はいかがでしたか",
  faces: ["とても不満", "不満", "ふつう", "満足", "とても満足"],
  comment: "ご意見（任意）",
  send: "送る",
  sending: "送っています",
  skip: "スキップ",
  noFace: "いずれかをお選びください。",
  thanks: "ご協力ありがとうございました。",
  failed: "お送りできませんでした。もう一度お試しください。",
};

export const TRANSCRIPT_WORDS = {
  ask: "会話の控えをメールで受け取る",
  sent: "会話の控えを、ご登録のメールアドレスにお送りします。",
  signInFirst: "会話の控えは、ご登録のメールアドレスにお送りします。先にご本人確認をお願いします。",
  notIdentified: "ご本人の確認ができないため、会話の控えはお送りできません。",
  tooMany: "会話の控えは続けてお送りできません。時間をおいてから、もう一度お試しください。",
  failed: "会話の控えをお送りできませんでした。もう一度お試しください。",
};

export const SIGN_IN_WORDS = {
  title: "ご本人確認",
  loginId: "ログインID",
  sendCode: "認証コードを送る",
  sendingCode: "お送りしています",
  sent: "ご登録があれば認証コードをお送りしました。ご登録のメールまたは SMS をご確認ください。",
  resent: "ご登録があれば新しい認証コードをお送りしました。前のコードは使えません。",
  code: "認証コード",
  codeHint: "コードは 10 分間使えます。",
  confirm: "確認する",
  confirming: "確認しています",
  resend: "コードを再送する",
  changeId: "ログインIDを入れ直す",
  mailbox: "デモ用メールボックスを開く",
  done: "ご本人確認が完了しました",
  retired: "このご案内は終了しました",
  emptyId: "ログインIDを入力してください。",
  emptyCode: "届いた認証コードを数字で入力してください。",
  wrong: "認証コードが確認できませんでした。届いたコードをもう一度ご確認ください。",
  tooManyTries: "確認できる回数を超えました。「コードを再送する」から新しいコードをお受け取りください。",
  tooManyCodes: "続けてコードをお送りできません。時間をおいてから、もう一度お試しください。",
  network: "通信できませんでした。通信状況をご確認のうえ、もう一度お試しください。",
  server: "ただいま手続きができません。少し間をおいて、もう一度お試しください。",
};

export const CARD_WORDS = {
  more: (count) => `ほか ${count} 件`,
  orders: "ご注文",
  contracts: "ご契約",
  invoices: "ご請求",
  orderNumber: "注文番号",
  contractNumber: "契約番号",
  invoiceNumber: "請求番号",
  orderedOn: "注文日",
  startedOn: "利用開始日",
  endedOn: "終了日",
  trial: "トライアル",
  usagePeriod: "利用期間",
  confirmed: "請求確定",
  invoiceSent: "請求書送付",
  due: "支払期日",
  debit: "口座振替日",
  debitToo: "口座振替日も、支払期日と同じ日です。",
  forTransfer: (day) => `${day}（銀行振込の場合）`,
  usageMonth: "利用月",
  dueDates: "支払期日",
  paidScreening: "Paid決済の審査",
  screeningStatus: "審査の状況",
  appliedOn: "申込日",
  expectedBy: "完了の目安",
  closing: "締め日",
  ticket: "受付内容",
  tickets: "ご依頼",
  ticketNumber: "受付番号",
  ticketKind: "内容",
  ticketStatus: "状況",
  openedOn: "受付日",
  passwordReset: "パスワードの再設定",
  passwordResetSteps: ["届いたメールのリンクを開きます", "新しいパスワードを設定します"],
  passwordResetNote: "リンクは 30 分間、1 回だけ使えます。",
  mailbox: "デモ用メールボックスを開く",
};
