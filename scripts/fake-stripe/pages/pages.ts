// Which page answers which path.
import type { Controls } from "../controls";
import { StripeFailure } from "../failure";
import type { Page } from "../http";
import { checkoutPage, submitCheckout } from "./checkout-page";
import { controlPage, performControl } from "./control-page";
import { invoicePage, receiptPage } from "./invoice-page";
import { portalPage } from "./portal-page";

/** Returns a page, or where to go. @param form what was posted, or null */
export async function answerPage(stripe: Controls, url: URL, form: URLSearchParams | null): Promise<Page | string> {
  const { world } = stripe;
  const [, section = "", name = "", id = ""] = url.pathname.split("/");
  if (section === "") {
    if (!form) return controlPage(stripe);
    stripe.said = await performControl(stripe, form);
    return "/";
  }
  if (section === "c" && name === "pay") return form ? submitCheckout(world, id, form) : checkoutPage(world, id);
  if (section === "p" && name === "session") return portalPage(stripe, url, form);
  if (section === "i" && !form) return invoicePage(world, name);
  if (section === "receipts" && !form) return receiptPage(world, name);
  throw new StripeFailure(404, { type: "invalid_request_error", message: "There is no such page." });
}
