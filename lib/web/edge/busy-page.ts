// The response instead of a page that could not be rendered, because the database was unavailable.
import "server-only";
import { ERROR_CODES } from "@/lib/errors/codes";
import { noticePage } from "./notice-page";
import type { UpdatedPage } from "./updated-page";

interface BusyPage extends UpdatedPage {
  /** Whether a form was sent, which may have been carried out before its page failed. */
  isForm: boolean;
}

export function busyPage({ target, isForm, ...page }: BusyPage): string {
  const text = isForm
    ? "The page could not be shown. What you sent may have been saved, so check before you send it again."
    : ERROR_CODES.BUSY.message;
  const label = isForm ? "Open the page" : "Try again";
  return noticePage({ ...page, title: "We are busy right now", text, href: target, label });
}
