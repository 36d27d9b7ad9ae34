// Colleagues' accounts, for admins: invite, change the role, let back in, let go.

import { at } from "../core/api.js";
import { codeRow, openCodeDialog } from "../core/code-dialog.js";
import { openDialog } from "../core/dialog.js";
import { field, runForm, select, submitButton } from "../core/forms.js";
import { fill } from "../core/states.js";
import { h, spoken } from "../../widget/dom.js";
import { momentLabel } from "../core/format.js";
import { problemWords } from "../words/problems.js";
import { table } from "../core/table.js";
import { STAFF } from "../words/pages.js";
import { WORDS } from "../words/common.js";

export class Page {
  title = WORDS.views.staff;
  #services;

  constructor(services) {
    this.#services = services;
    this.place = h("div", { class: "results" });
    const invite = h("button", { type: "button", class: "button primary", onclick: () => this.#openInvitation() }, STAFF.invite);
    this.element = h("div", { class: "page" }, h("div", { class: "page-lead" }, h("p"), invite), this.place);
  }

  show() {
    return fill(this.place, () => this.#services.api.get(at("staff-accounts")), ({ accounts }) => [
      table(STAFF.table, STAFF.columns, accounts.map((account) => this.#row(account))),
    ]);
  }

  #row(account) {
    const manage = h("button", { type: "button", class: "button small", onclick: () => this.#openManage(account) }, STAFF.manage, spoken(`：${account.name}`));
    return [
      [account.name, h("span", { class: "soft block" }, account.display_name)],
      [account.login_id],
      [account.role_label],
      [stateChip(account)],
      [account.is_linked_to_slack ? STAFF.slack.linked : STAFF.slack.unlinked],
      [account.seen_at ? momentLabel(account.seen_at) : STAFF.never],
      [manage],
    ];
  }

  #openInvitation() {
    openDialog({ title: STAFF.invite, content: (close) => [this.#invitation(close)] });
  }

  #invitation(close) {
    const input = (name, type, length, rest = {}) => h("input", { type, name, required: true, maxlength: length, autocomplete: "off", ...rest });
    const loginId = input("login_id", "text", "254", { minlength: "3", pattern: "[A-Za-z0-9._@+\\-]+", "data-first": true });
    const name = input("name", "text", "100");
    const displayName = input("display_name", "text", "40");
    const email = input("email", "email", "254");
    const role = select("role", Object.entries(STAFF.roles), "agent");
    const code = codeRow();
    const form = h("form", { class: "form" }, h("p", { class: "soft" }, STAFF.inviteLead),
      field(STAFF.loginId, loginId), field(STAFF.name, name), field(STAFF.displayName, displayName), field(STAFF.email, email), field(STAFF.role, role), code.row,
      h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button", onclick: close }, WORDS.cancel), submitButton(STAFF.sendInvitation)));
    runForm(form, async () => {
      await this.#services.api.post(at("staff-accounts"), {
        login_id: loginId.value.trim(), name: name.value.trim(), display_name: displayName.value.trim(), email: email.value.trim(), role: role.value,
        code: code.input.value.trim(),
      });
      this.#done(close, STAFF.invited);
    });
    return form;
  }

  #openManage(account) {
    openDialog({ title: STAFF.manageOf(account.name), content: (close) => [this.#changes(account, close), this.#acts(account, close)] });
  }

  #changes(account, close) {
    const displayName = h("input", { type: "text", value: account.display_name, required: true, maxlength: "40", autocomplete: "off" });
    const role = select("role", Object.entries(STAFF.roles), account.role);
    const code = codeRow({ required: false });
    code.row.hidden = true;
    role.addEventListener("change", () => {
      code.input.required = role.value !== account.role;
      code.row.hidden = !code.input.required;
    });
    const form = h("form", { class: "form" }, field(STAFF.displayName, displayName), field(STAFF.role, role), code.row, submitButton(WORDS.save));
    runForm(form, async () => {
      const changes = {};
      if (displayName.value.trim() !== account.display_name) changes.display_name = displayName.value.trim();
      if (role.value !== account.role) Object.assign(changes, { role: role.value, code: code.input.value.trim() });
      if (Object.keys(changes).length) await this.#services.api.patch(at("staff-accounts", account.id), changes);
      this.#done(close, STAFF.changed);
    });
    return form;
  }

  #acts(account, close) {
    const names = ["invitation", account.is_enrolled && "reset-second-factor", account.is_locked && "unlock"].filter(Boolean);
    const lasting = account.is_linked_to_slack ? ["unlink-slack"] : [];
    const buttons = [...(account.is_disabled ? [] : names), ...lasting].map((act) => h("button", { type: "button", class: "button", onclick: () => this.#act(account, act, close) }, STAFF.acts[act].name));
    const words = account.is_disabled ? STAFF.enable : STAFF.disable;
    const isMe = account.id === this.#services.desk.me.id;
    const toggle = h("button", { type: "button", class: "button danger-quiet", hidden: isMe, onclick: () => this.#toggle(account, close) }, words);
    return h("div", { class: "row-actions" }, ...buttons, toggle);
  }

  #act(account, act, close) {
    const { ask, name, done } = STAFF.acts[act];
    const send = async (body) => {
      await this.#services.api.post(at("staff-accounts", account.id, act), body);
      this.#done(close, done);
    };
    if (ask) openCodeDialog({ title: name, text: ask, action: name, act: (code) => send({ code }) });
    else send({}).catch((error) => this.#say(error));
  }

  #toggle(account, close) {
    const disables = !account.is_disabled;
    const [name, text] = disables ? [STAFF.disable, STAFF.disableAsk] : [STAFF.enable, STAFF.enableAsk];
    const act = async (code) => {
      await this.#services.api.patch(at("staff-accounts", account.id), { is_disabled: disables, code });
      this.#done(close, STAFF.changed);
    };
    openCodeDialog({ title: name, text, action: name, danger: disables, act });
  }

  #say(error) {
    if (!error.kind) throw error;
    this.#services.toasts.problem(problemWords(error));
  }

  #done(close, words) {
    close();
    this.#services.toasts.say(words);
    this.show();
  }
}

function stateChip(account) {
  const { states } = STAFF;
  if (account.is_disabled) return h("span", { class: "chip" }, states.disabled);
  if (account.is_locked) return h("span", { class: "chip bad" }, states.locked);
  if (!account.has_password) return h("span", { class: "chip warn" }, states.invited);
  if (!account.is_enrolled) return h("span", { class: "chip warn" }, states.notEnrolled);
  return h("span", { class: "chip good" }, states.active);
}
