// The fields for a card, and the list of the cards that work.
import { escapeHtml } from "@/lib/design/escape-html";
import { TEST_CARDS, type CardEntry } from "../cards";

const spaced = (number: string) => number.replace(/(\d{4})(?=\d)/g, "$1 ");

export function cardFields(entry: Partial<CardEntry>): string {
  const value = (text: string | undefined) => `value="${escapeHtml(text ?? "")}"`;
  return `<label>Card number <input name="number" inputmode="numeric" autocomplete="cc-number" required placeholder="4242 4242 4242 4242" ${value(entry.number)}></label>
<div class="row"><label>Expires <input name="expiry" autocomplete="cc-exp" required placeholder="12 / 34" ${value(entry.expiry)}></label>
<label>Security code <input name="cvc" inputmode="numeric" autocomplete="cc-csc" required placeholder="123"></label></div>
<label>Name on the card <input name="name" autocomplete="cc-name" ${value(entry.name)}></label>`;
}

export function cardList(): string {
  const rows = TEST_CARDS.map(
    ({ number, what }) => `<tr><td><code>${spaced(number)}</code></td><td>${escapeHtml(what)}</td></tr>`,
  );
  return `<details open><summary>Test cards</summary><div class="scroll"><table><thead><tr><th scope="col">Number</th><th scope="col">What it does</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>
<p class="muted">Any future date and any security code.</p></details>`;
}

/** What was typed into the form. */
export function cardIn(form: URLSearchParams): CardEntry {
  const field = (name: string) => form.get(name) ?? "";
  return { number: field("number"), expiry: field("expiry"), cvc: field("cvc"), name: field("name") };
}
