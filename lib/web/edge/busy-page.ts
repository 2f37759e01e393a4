// The response instead of a page that could not be rendered, because the database was unavailable.
import "server-only";
import { ERROR_CODES } from "@/lib/errors/codes";
import { noticePage } from "./notice-page";
import type { UpdatedPage } from "./updated-page";

export function busyPage({ target, ...page }: UpdatedPage): string {
  const { message } = ERROR_CODES.BUSY;
  return noticePage({ ...page, title: "We are busy right now", text: message, href: target, label: "Try again" });
}
