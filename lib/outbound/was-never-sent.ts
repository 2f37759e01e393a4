// Whether a request that failed was certainly not sent, because the connection was never made. After any other failure, the
// server may have done what it was asked.
import "server-only";

/** Failures of a connection, or of its TLS, before anything was sent over it. */
const NOT_CONNECTED = /CERT|^UNABLE_TO_|^UND_ERR_CONNECT_TIMEOUT$/;

/** @param cause of the error that `fetch` throws */
export function wasNeverSent(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  // There is one error for each IP address that was tried.
  if (cause instanceof AggregateError && cause.errors.length > 0) return cause.errors.every(wasNeverSent);
  const { code = "", syscall = "" } = cause as NodeJS.ErrnoException;
  return ["connect", "getaddrinfo"].includes(syscall) || NOT_CONNECTED.test(code);
}
