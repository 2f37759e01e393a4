// What a request gets in the emulator: the response of a function or a file, or an error of the platform itself.
import { STATUS_CODES, type IncomingMessage } from "node:http";

export interface FunctionResponse {
  status: number;
  /** With names in lower case. */
  headers: [string, string][];
  /** A stream holds its instance until it has been read or destroyed. */
  body: Buffer | IncomingMessage;
}

/** https://vercel.com/docs/errors */
type PlatformError =
  | "FUNCTION_INVOCATION_FAILED"
  | "FUNCTION_PAYLOAD_TOO_LARGE"
  | "MIDDLEWARE_INVOCATION_FAILED"
  | "NOT_FOUND";

const STATUS: Record<PlatformError, number> = {
  FUNCTION_INVOCATION_FAILED: 500,
  FUNCTION_PAYLOAD_TOO_LARGE: 413,
  MIDDLEWARE_INVOCATION_FAILED: 500,
  NOT_FOUND: 404,
};

export function platformError(code: PlatformError): FunctionResponse {
  const status = STATUS[code];
  return {
    status,
    headers: [
      ["content-type", "text/plain; charset=utf-8"],
      ["x-vercel-error", code],
    ],
    body: Buffer.from(`${STATUS_CODES[status] ?? "Error"}\n\n${code}\n`),
  };
}
