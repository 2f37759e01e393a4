// The body of a plain form that a browser posts without JavaScript. Refuses a repeated field name; names such as `__proto__`
// are ordinary fields.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { MAX_BODY_BYTES, mediaType } from "@/lib/web/edge/body-rules";
import { readText } from "./json-body";

export function isPlainForm(request: Request): boolean {
  return mediaType(request.headers) === "application/x-www-form-urlencoded";
}

/** @throws AppError PAYLOAD_TOO_LARGE, MALFORMED_REQUEST */
export async function readFormBody(request: Request): Promise<Record<string, string>> {
  const fields = new URLSearchParams(await readText(request, MAX_BODY_BYTES));
  const values = Object.create(null) as Record<string, string>;
  for (const [name, value] of fields) {
    if (Object.hasOwn(values, name)) throw new AppError("MALFORMED_REQUEST");
    values[name] = value;
  }
  return values;
}
