import { dayLabel } from "../format.js";
import { CARD_WORDS } from "../words.js";
import { facts, heading, listCard } from "./parts.js";

export function ordersCard({ orders }) {
  return listCard("orders", CARD_WORDS.orders, orders, (order) => [
    heading(order.service_label, order),
    facts([
      [CARD_WORDS.orderNumber, order.number],
      [CARD_WORDS.orderedOn, dayLabel(order.ordered_on)],
    ]),
  ]);
}
