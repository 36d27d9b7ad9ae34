// The sheet of keys.

import { h } from "../../widget/dom.js";
import { openDialog } from "../core/dialog.js";
import { SHELL } from "../words/shell.js";

export function openHelp() {
  openDialog({
    title: SHELL.shortcutTitle,
    width: "wide",
    content: () => [
      h("div", { class: "key-groups" }, ...SHELL.shortcuts.map(group)),
      h("p", { class: "soft" }, SHELL.shortcutNote),
    ],
  });
}

function group([title, keys]) {
  const rows = keys.map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)));
  return h("section", {}, h("h3", {}, title), h("dl", { class: "keys" }, ...rows));
}
