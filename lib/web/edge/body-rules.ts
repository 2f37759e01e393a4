// Checks a body before it is read: its declared length, if any, and its type. The code that reads the body checks both
// again.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isApi, STRIPE_WEBHOOK_PATH } from "./paths";

export const MAX_BODY_BYTES = 64 * 1024;
/** An event has the whole object that changed, such as a subscription with its items. */
export const MAX_EVENT_BYTES = 128 * 1024;

/** Within which a body must arrive: enough for the largest one. A slower client may be occupying the connection on purpose. */
export const BODY_SECONDS = 15;

/** @throws AppError PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE */
export function assertBody(method: string, path: string, headers: Headers): void {
  const most = path === STRIPE_WEBHOOK_PATH ? MAX_EVENT_BYTES : MAX_BODY_BYTES;
  if (Number(headers.get("content-length") ?? 0) > most) throw new AppError("PAYLOAD_TOO_LARGE");
  if (isAction(method, path) && mediaType(headers) !== "multipart/form-data") throw new AppError("UNSUPPORTED_MEDIA_TYPE");
}

/** Whether the request must be a server action: a page accepts no other POST. */
export function isAction(method: string, path: string): boolean {
  return method === "POST" && !isApi(path);
}

/** The media type without its parameters; empty if none was sent. */
export function mediaType(headers: Headers): string {
  return (headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
