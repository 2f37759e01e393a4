// Stops rendering a page and shows a notice instead. The framework's own response stays empty until its script runs. If this
// process runs the HTTP server, a browser that requests a document gets the notice as plain HTML instead.
import "server-only";
import { forbidden, notFound } from "next/navigation";
import { env } from "@/lib/env/server";
import { requestContext } from "@/lib/observability/request-context";
import { noticePage } from "@/lib/web/edge/notice-page";
import { pageFont } from "@/lib/web/server/page-font";
import { chosenTheme } from "./chosen-theme";
import { frameOfNotice } from "./notice-frame";
import { FRONT_PAGE, MISSING, type Notice } from "./notices";
import { pageNonce } from "./page-nonce";

/** Never returns. */
export async function closePage(notice: Notice): Promise<never> {
  const context = requestContext();
  if (context) {
    const { requestId } = context;
    const frame = await frameOfNotice();
    const look = { frame, theme: await chosenTheme(), font: pageFont() };
    const way = notice.way ?? frame?.way ?? FRONT_PAGE;
    const html = noticePage({ ...notice, ...way, ...look, appName: env().APP_NAME, requestId, nonce: await pageNonce() });
    context.replacementPage = { status: notice.status, html };
  }
  if (notice.status === 404) notFound();
  forbidden();
}

/** For pages that do not exist, or whose existence must stay hidden from this user. Never returns. */
export function missingPage(): Promise<never> {
  return closePage(MISSING);
}
