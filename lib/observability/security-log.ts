// Logs refusals that may be part of an attack, with the client's IP address. Throttles the lines per source. Counts every
// refusal once, wherever it was made: middleware, HTTP server, operations, adapters or pages.
import "server-only";
import type { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { sourceOf } from "@/lib/network/networks-of";
import { log } from "./log";
import { logAtPowersOfTwo } from "./log-at-powers-of-two";
import { requestContext } from "./request-context";

/**
 * Codes of refusals that may be part of an attack. Other codes, such as VALIDATION_ERROR or CONFLICT, are not logged here.
 */
const TRACED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "MALFORMED_REQUEST",
  "UNAUTHORIZED",
  "INVALID_CREDENTIALS",
  "INVALID_TOKEN",
  "INVALID_LINK",
  "ACCESS_DENIED",
  "CSRF_REJECTED",
  "PASSWORD_REQUIRED",
  "ORGANIZATION_SUSPENDED",
  "NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "UNTRUSTED_HOST",
  "PAYLOAD_TOO_LARGE",
  "RATE_LIMITED",
  "RECENT_PROOF_REQUIRED",
  "SIGNED_IN_AS_ANOTHER",
  "ACCOUNT_SUSPENDED",
  "OAUTH_INVALID_STATE",
  "OAUTH_MISSING_CODE",
  "OAUTH_EMAIL_UNVERIFIED",
  "OAUTH_FAILED",
  "OAUTH_LINK_REQUIRED",
  "OAUTH_NOT_INVITED",
  "OAUTH_NOT_RECENT",
  "OAUTH_OTHER_ACCOUNT",
]);

export interface RefusedRequest {
  requestId: string;
  ipAddress: string;
  operation?: string;
  /** Undefined if this process's HTTP server did not handle the request. */
  method?: string;
  path?: string;
}

const traced = new WeakSet<AppError>();

/** Counts the same error object only once. */
export function traceRefusal(error: AppError, { requestId, ipAddress, operation, method, path }: RefusedRequest): void {
  if (!TRACED.has(error.code) || traced.has(error)) return;
  traced.add(error);
  const context = requestContext();
  const source = sourceOf(ipAddress);
  logAtPowersOfTwo(`refused: ${error.code}`, source, (count) => {
    log.warn("refused", {
      code: error.code,
      ip_address: ipAddress,
      count,
      request_id: requestId,
      operation,
      method: method ?? context?.method,
      path: path ?? context?.path,
      user_id: context?.userId,
      organization_id: context?.organizationId,
      token_family_id: context?.tokenFamilyId,
      api_key_id: context?.apiKeyId,
    });
  });
}
