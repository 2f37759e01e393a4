// Renders a refusal by the middleware as an HTML page.
import "server-only";
import type { AppError } from "@/lib/errors/app-error";
import { describeWait } from "@/lib/errors/describe-wait";
import { noticePage } from "./notice-page";

const TITLES: Partial<Record<AppError["code"], string>> = {
  RATE_LIMITED: "Too many requests",
  CSRF_REJECTED: "Request from another site",
  PAYLOAD_TOO_LARGE: "Request too large",
};

export interface RefusalPage {
  error: AppError;
  appName: string;
  requestId: string;
  nonce: string;
  /** Path and query of this request, for the retry link. */
  target: string;
}

export function refusalPage({ error, appName, requestId, nonce, target }: RefusalPage): string {
  const title = TITLES[error.code] ?? "Request refused";
  const [href, label] = error.code === "RATE_LIMITED" ? [target, "Try again"] : ["/", "Go to the front page"];
  return noticePage({ status: error.status, title, text: sentence(error), href, label, appName, requestId, nonce });
}

function sentence(error: AppError): string {
  if (error.retryAfterSeconds === undefined) return error.publicMessage;
  const wait = describeWait(error.retryAfterSeconds);
  return `Your connection sent too many requests in a short time. Please try again in ${wait}.`;
}
