// Classifies the SMTP client's error if a mail was not accepted. A fault that affects all mail must not make one mail fail
// permanently, and a response about one recipient must not count as a fault of the transport.
import "server-only";

export interface DeliveryFault {
  /** `transport`: connection, TLS, credentials or sender. `mail`: this recipient or this content. */
  scope: "transport" | "mail";
  /** Whether retrying is pointless. */
  isPermanent: boolean;
  /** Whether the server responded to a command of this mail, so that the next mail may succeed. */
  isAnswer: boolean;
}

const TRANSPORT: DeliveryFault = { scope: "transport", isPermanent: false, isAnswer: false };
const SESSION: DeliveryFault = { ...TRANSPORT, isAnswer: true };
const TEMPORARY: DeliveryFault = { scope: "mail", isPermanent: false, isAnswer: true };
export const PERMANENT: DeliveryFault = { ...TEMPORARY, isPermanent: true };

/**
 * Responses to these commands concern the recipient or the content. A response to MAIL FROM concerns the sender's email
 * address, which all mail shares.
 */
const ABOUT_THE_MAIL = ["RCPT TO", "DATA"];
/** RFC 4954, RFC 5321 §4.2.3: authentication required, shutting down, unknown command, wrong sequence. */
const ABOUT_THE_SESSION = [421, 500, 502, 503, 504, 530, 534, 535, 538];
/** Policy codes (X.7 in RFC 3463) and "relaying denied" may mean that the credentials or the sender's address are wrong. */
const POLICY = /^5\d\d[ -]5\.7\.\d|relay/i;

/** Codes of the SMTP client and of sockets. Node's own codes start with ERR. */
const CLIENT_CODE = /^E(?!RR_)/;

interface SmtpError {
  code?: unknown;
  command?: unknown;
  responseCode?: unknown;
  response?: unknown;
}

export function faultOf(error: unknown): DeliveryFault {
  const { code, command, responseCode, response } = (error ?? {}) as SmtpError;
  if (typeof responseCode !== "number" || !ABOUT_THE_MAIL.includes(String(command))) {
    // Without such a code the error did not come from SMTP: the content of this mail could not be read.
    return typeof code === "string" && CLIENT_CODE.test(code) && command !== "API" ? TRANSPORT : TEMPORARY;
  }
  if (ABOUT_THE_SESSION.includes(responseCode)) return SESSION;
  if (responseCode < 500 || POLICY.test(String(response))) return TEMPORARY;
  return PERMANENT;
}
