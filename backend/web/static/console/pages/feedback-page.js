// What members said of answers and conversations, to be read through and learned from.

import { addressOf } from "../core/router.js";
import { at } from "../core/api.js";
import { emptyState, fill } from "../core/states.js";
import { h, spoken } from "../../widget/dom.js";
import { icon } from "../core/icons.js";
import { momentLabel } from "../core/format.js";
import { problemWords } from "../words/problems.js";
import { FEEDBACK } from "../words/pages.js";
import { WORDS } from "../words/common.js";

export class Page {
  title = WORDS.views.feedback;
  #services;
  #view = "unreviewed";

  constructor(services) {
    this.#services = services;
    this.views = h("div", { class: "segments narrow", role: "group", "aria-label": FEEDBACK.scope }, ...Object.entries(FEEDBACK.views).map(([view, name]) =>
      h("button", { type: "button", "data-view": view, onclick: () => this.#choose(view) }, name)));
    this.place = h("div", { class: "results" });
    this.element = h("div", { class: "page" }, this.views, this.place);
  }

  show() {
    this.#choose(this.#view);
  }

  #choose(view) {
    this.#view = view;
    for (const button of this.views.children) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    fill(this.place, () => this.#fetch(), (found) => this.#show(found), 5);
  }

  #fetch(before) {
    return this.#services.api.get(at("feedback"), { view: this.#view, before });
  }

  #show({ answers, ratings, summary, next }) {
    const list = h("ul", { class: "feedback-list" }, ...answers.map((answer) => this.#answer(answer)));
    return [
      figures(summary),
      h("section", {}, h("h2", {}, FEEDBACK.answers), answers.length ? list : emptyState("feedback", ...FEEDBACK.empty), this.#more(next, list)),
      h("section", {}, h("h2", {}, FEEDBACK.ratings), ratings.length ? h("ul", { class: "feedback-list" }, ...ratings.map((rating) => this.#rating(rating))) : emptyState("feedback", ...FEEDBACK.noRatings)),
    ];
  }

  #more(next, list) {
    let before = next;
    const button = h("button", { type: "button", class: "button more", hidden: !next }, WORDS.more);
    button.addEventListener("click", async () => {
      const found = await this.#try(() => this.#fetch(before));
      if (!found) return;
      list.append(...found.answers.map((answer) => this.#answer(answer)));
      before = found.next;
      button.hidden = !before;
    });
    return button;
  }

  #answer(answer) {
    const { personalData } = this.#services;
    const mark = h("span", { class: answer.helpful ? "chip good" : "chip bad" }, icon(answer.helpful ? "thumbUp" : "thumbDown"), answer.helpful ? FEEDBACK.helpful : FEEDBACK.unhelpful);
    const rows = [
      [FEEDBACK.question, answer.question ? personalData.nodes(answer.question) : [FEEDBACK.noQuestion]],
      [FEEDBACK.answer, [answer.answer]],
      answer.comment.length > 0 && [FEEDBACK.comment, personalData.nodes(answer.comment)],
    ].filter(Boolean);
    return h("li", { class: "sheet" },
      h("p", { class: "talk-facts" }, mark, answer.reason_label && h("span", { class: "chip" }, answer.reason_label), answer.topic_title && h("span", { class: "chip topic" }, answer.topic_title), h("span", {}, momentLabel(answer.at))),
      h("dl", { class: "facts" }, ...rows.flatMap(([name, content]) => [h("dt", {}, name), h("dd", { class: "text" }, ...content)])),
      h("div", { class: "row-actions" }, this.#reviewState(answer), open(answer)));
  }

  #reviewState(answer) {
    if (answer.reviewed) return done();
    const button = h("button", { type: "button", class: "button small" }, icon("check"), FEEDBACK.review, spoken(`：${answer.topic_title ?? ""}`));
    button.addEventListener("click", async () => {
      if (!(await this.#try(() => this.#services.api.post(at("feedback", answer.id, "review"))))) return;
      const mark = done();
      button.replaceWith(mark);
      mark.focus();
    });
    return button;
  }

  #rating(rating) {
    return h("li", { class: "sheet" },
      h("p", { class: "talk-facts" },
        h("span", { class: "score" }, h("span", { "aria-hidden": "true" }, "★".repeat(rating.score) + "☆".repeat(5 - rating.score)), spoken(FEEDBACK.score(rating.score))),
        rating.agent_name && h("span", {}, rating.agent_name), h("span", {}, momentLabel(rating.at))),
      rating.comment.length > 0 && h("p", { class: "text" }, ...this.#services.personalData.nodes(rating.comment)),
      h("div", { class: "row-actions" }, open(rating)));
  }

  async #try(act) {
    try {
      return await act();
    } catch (error) {
      if (!error.kind) throw error;
      this.#services.toasts.problem(problemWords(error));
      return null;
    }
  }
}

const done = () => h("span", { class: "chip good", tabindex: "-1" }, icon("check"), FEEDBACK.reviewed);
const open = ({ conversation_id: id }) => h("a", { class: "button small", href: addressOf("all", id) }, FEEDBACK.open);

function figures(summary) {
  const average = summary.average_score === null ? FEEDBACK.noAverage : FEEDBACK.averageOf(summary.average_score);
  const each = [[FEEDBACK.helpful, summary.helpful], [FEEDBACK.unhelpful, summary.unhelpful], [FEEDBACK.unreviewed, summary.unreviewed], [FEEDBACK.average, average]];
  return h("section", {}, h("h2", {}, FEEDBACK.summary),
    h("dl", { class: "figures" }, ...each.map(([name, figure]) => h("div", {}, h("dt", {}, name), h("dd", {}, String(figure))))));
}
