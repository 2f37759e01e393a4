// Reads a request's JSON body up to its maximum length.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { MAX_BODY_BYTES, mediaType } from "@/lib/web/edge/body-rules";
import { isHarmless } from "@/lib/web/edge/harmless-json";
import { readBytes } from "@/lib/web/edge/read-bytes";

/**
 * The body as an object; an absent body is an empty object.
 * @throws AppError PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, MALFORMED_REQUEST
 */
export async function readJsonBody(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request, MAX_BODY_BYTES);
  if (text === "" && mediaType(request.headers) === "") return {};
  assertType(request, ["application/json"]);
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new AppError("MALFORMED_REQUEST");
  return value as Record<string, unknown>;
}

/**
 * A JSON body of any shape.
 * @throws AppError with the same codes as `readJsonBody`
 */
export async function readJson(request: Request, types: readonly string[], maxBytes: number): Promise<unknown> {
  assertType(request, types);
  return parse(await readText(request, maxBytes));
}

function assertType(request: Request, types: readonly string[]): void {
  if (!types.includes(mediaType(request.headers))) throw new AppError("UNSUPPORTED_MEDIA_TYPE");
}

function parse(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("MALFORMED_REQUEST", { cause });
  }
  if (!isHarmless(value)) throw new AppError("MALFORMED_REQUEST");
  return value;
}

/** @throws AppError PAYLOAD_TOO_LARGE, MALFORMED_REQUEST */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new AppError("PAYLOAD_TOO_LARGE");
  const bytes = await readBytes(request.body, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("MALFORMED_REQUEST", { cause });
  }
}
