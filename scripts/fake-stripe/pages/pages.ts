// Which page answers which path.
import type { Controls } from "../controls";
import { StripeFailure } from "../failure";
import type { Page } from "../http";
import { checkoutPage, submitCheckout } from "./checkout-page";

/** Returns a page, or where to go. @param form what was posted, or null */
export async function answerPage(stripe: Controls, url: URL, form: URLSearchParams | null): Promise<Page | string> {
  const { world } = stripe;
  const [, section = "", name = "", id = ""] = url.pathname.split("/");
  if (section === "c" && name === "pay") return form ? submitCheckout(world, id, form) : checkoutPage(world, id);
  throw new StripeFailure(404, { type: "invalid_request_error", message: "There is no such page." });
}
