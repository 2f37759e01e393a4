// The response to a form that was sent without JavaScript from a page of an older deployment.
import "server-only";
import { noticePage } from "./notice-page";

export interface UpdatedPage {
  status: number;
  appName: string;
  requestId: string;
  nonce: string;
  /** Path and query of the page. */
  target: string;
}

export function updatedPage({ target, ...page }: UpdatedPage): string {
  return noticePage({
    ...page,
    title: "This page has been updated",
    text: "You opened it before the update, so the form was not accepted and nothing was changed. Reload it and try again.",
    href: target,
    label: "Reload this page",
  });
}
