// The test cards that the pages accept, with what Stripe's documentation says of them. https://docs.stripe.com/testing
import type { PaymentError } from "./wire";

interface Decline {
  code: NonNullable<PaymentError["code"]>;
  decline_code?: string;
  message: string;
}

const DECLINES = {
  generic_decline: {
    code: "card_declined",
    decline_code: "generic_decline",
    message: "Your card was declined.",
  },
  insufficient_funds: {
    code: "card_declined",
    decline_code: "insufficient_funds",
    message: "Your card has insufficient funds.",
  },
  expired_card: { code: "expired_card", message: "Your card has expired." },
  incorrect_cvc: { code: "incorrect_cvc", message: "Your card's security code is incorrect." },
  processing_error: {
    code: "processing_error",
    message: "An error occurred while processing your card. Try again in a little bit.",
  },
} satisfies Record<string, Decline>;

export type DeclineName = keyof typeof DECLINES;

export interface TestCard {
  number: string;
  brand: "visa" | "mastercard" | "amex";
  what: string;
  /** Refused at once. */
  declines?: DeclineName;
  /** The first payment succeeds; later ones fail. */
  declinesLater?: DeclineName;
  /** The payment succeeds and is disputed right after. */
  disputed?: true;
}

export const TEST_CARDS: TestCard[] = [
  { number: "4242424242424242", brand: "visa", what: "Succeeds" },
  { number: "5555555555554444", brand: "mastercard", what: "Succeeds" },
  { number: "378282246310005", brand: "amex", what: "Succeeds" },
  { number: "4000000000000002", brand: "visa", what: "Is declined", declines: "generic_decline" },
  { number: "4000000000009995", brand: "visa", what: "Has insufficient funds", declines: "insufficient_funds" },
  { number: "4000000000000069", brand: "visa", what: "Has expired", declines: "expired_card" },
  { number: "4000000000000127", brand: "visa", what: "Has a wrong security code", declines: "incorrect_cvc" },
  { number: "4000000000000119", brand: "visa", what: "Meets a processing error", declines: "processing_error" },
  { number: "4000000000000341", brand: "visa", what: "Succeeds now, fails at renewal", declinesLater: "generic_decline" },
  { number: "4000000000000259", brand: "visa", what: "Succeeds, then is disputed", disputed: true },
];

export const declineOf = (name: string): Decline => DECLINES[name as DeclineName] ?? DECLINES.generic_decline;

function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, character, index) => {
    const digit = Number(character) * (index % 2 === 0 ? 1 : 2);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}

export interface CardEntry {
  number: string;
  expiry: string;
  cvc: string;
  name: string;
}

export interface CheckedCard {
  card: TestCard;
  exp_month: number;
  exp_year: number;
  name: string | null;
}

/** Checks what was typed into a card form. Returns the message for the user if it cannot be used. */
export function checkCard(entry: CardEntry, today = new Date()): CheckedCard | string {
  const number = entry.number.replace(/[\s-]/g, "");
  if (!/^\d{13,19}$/.test(number) || !passesLuhn(number)) return "Your card number is invalid.";
  const [, month = "", year = ""] = /^\s*(\d{1,2})\s*\/\s*(\d{2}|\d{4})\s*$/.exec(entry.expiry) ?? [];
  const [exp_month, exp_year] = [Number(month), Number(year.length === 2 ? `20${year}` : year)];
  if (exp_month < 1 || exp_month > 12) return "Your card's expiration date is incomplete.";
  if (new Date(Date.UTC(exp_year, exp_month)) <= today) return "Your card's expiration date is in the past.";
  if (!/^\d{3,4}$/.test(entry.cvc.trim())) return "Your card's security code is incomplete.";
  const card = TEST_CARDS.find((each) => each.number === number);
  if (!card) return "Your card was declined: the simulator accepts only the test cards listed on this page.";
  return { card, exp_month, exp_year, name: entry.name.trim() || null };
}
