// What can be told of a body before it is read: its length and its type. The adapters look again while they read.
import { AppError } from "@/lib/errors/app-error";
import { isApi } from "./paths";

export const MAX_BODY_BYTES = 64 * 1024;

/** @throws AppError PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, MALFORMED_REQUEST */
export function assertBody(method: string, path: string, headers: Headers): void {
  const length = headers.get("content-length");
  if (Number(length ?? 0) > MAX_BODY_BYTES) throw new AppError("PAYLOAD_TOO_LARGE");
  if (!isAction(method, path)) return;
  if (mediaType(headers) !== "multipart/form-data") throw new AppError("UNSUPPORTED_MEDIA_TYPE");
  // Browsers know how long a form is; without its length the framework would read on and on.
  if (length === null) throw new AppError("MALFORMED_REQUEST");
}

/** A page takes nothing but actions: forms, posted by a browser or by the framework's script. */
export function isAction(method: string, path: string): boolean {
  return method === "POST" && !isApi(path);
}

/** The media type without its parameters; empty where none was sent. */
export function mediaType(headers: Headers): string {
  return (headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
