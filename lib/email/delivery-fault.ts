// Why a mail was not taken, from the error of the SMTP client: what concerns every mail alike must kill none of them, and
// what a recipient's server says must not look like a fault of ours.
import "server-only";

export interface DeliveryFault {
  /** `transport`: connection, TLS, credentials, sender. `mail`: this recipient, or this content. */
  scope: "transport" | "mail";
  /** Trying again cannot help. */
  isPermanent: boolean;
  /** The server answered this mail's own commands, so the next mail may get through. */
  isAnswer: boolean;
}

const TRANSPORT: DeliveryFault = { scope: "transport", isPermanent: false, isAnswer: false };
const SESSION: DeliveryFault = { ...TRANSPORT, isAnswer: true };
const TEMPORARY: DeliveryFault = { scope: "mail", isPermanent: false, isAnswer: true };
export const PERMANENT: DeliveryFault = { ...TEMPORARY, isPermanent: true };

/** The commands whose answer is about the recipient or the content. MAIL FROM is about our own address. */
const ABOUT_THE_MAIL = ["RCPT TO", "DATA"];
/** RFC 4954, RFC 5321 §4.2.3: authenticate first; shutting down; a command that is unknown or out of order. */
const ABOUT_THE_SESSION = [421, 500, 502, 503, 504, 530, 534, 535, 538];
/** RFC 3463: X.7 is policy. Relaying denied is one, and means that our credentials or our address are wrong. */
const POLICY = /^5\d\d[ -]5\.7\.\d|relay/i;

/** Of the SMTP client and of sockets; Node's own begin with ERR. */
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
    // What has no code of the client or the socket was never about SMTP: this one mail could not be read.
    return typeof code === "string" && CLIENT_CODE.test(code) && command !== "API" ? TRANSPORT : TEMPORARY;
  }
  if (ABOUT_THE_SESSION.includes(responseCode)) return SESSION;
  if (responseCode < 500 || POLICY.test(String(response))) return TEMPORARY;
  return PERMANENT;
}
