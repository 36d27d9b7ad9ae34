// Notices of the operating system, for when another window is in front. They never hold a word of a conversation.

export class DesktopNotices {
  /** @returns {"default"|"granted"|"denied"|"missing"} */
  get permission() {
    return globalThis.Notification?.permission ?? "missing";
  }

  /** Only from a button: browsers hold it against a page that asks by itself. */
  async ask() {
    await Notification.requestPermission();
  }

  /**
   * @param {string} title
   * @param {string} tag one conversation has one notice at a time
   * @param {() => void} onOpen
   */
  show(title, tag, onOpen) {
    if (this.permission !== "granted" || document.hasFocus()) return;
    const notice = new Notification(title, { tag, renotify: true, icon: "/static/icon.svg", lang: "ja" });
    notice.onclick = () => {
      window.focus();
      notice.close();
      onOpen();
    };
  }
}
