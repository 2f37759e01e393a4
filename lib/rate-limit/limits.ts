// Every limit of the product, in one table. All windows are sliding.
import "server-only";

export interface Limit {
  name: string;
  /** Requests per window, or a multiple of RATE_LIMIT_PER_MINUTE. */
  max: number | { timesGeneral: number };
  windowSeconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const define = (name: string, max: Limit["max"], windowSeconds: number): Limit => ({ name, max, windowSeconds });

export const limits = {
  generalPerAddress: define("general per IP address", { timesGeneral: 1 }, MINUTE),
  generalPerSession: define("general per session", { timesGeneral: 5 }, MINUTE),
  generalPerClient: define("general per API client", { timesGeneral: 5 }, MINUTE),
  /** Counted once the key has been found in the database, not at the edge. */
  perApiKey: define("per API key", 600, MINUTE),
  generalSignedInPerAddress: define("general, signed in, per IP address", { timesGeneral: 10 }, MINUTE),
  /** All writes of a signed-in user. Limited because each adds an audit entry, which no one can delete until it is old. */
  writesPerUser: define("writes per user", 300, HOUR),
  /**
   * Replaces the previous limit for operations that shut out an intruder. Counted per session, so that the intruder cannot
   * use up the owner's limit.
   */
  containmentPerSession: define("containment per session", 20, HOUR),
  /** More than the API keys that an organization and one of its members may have together. */
  revocationPerSession: define("revocation of API keys per session", 100, HOUR),
  signInPerAccount: define("sign-in per email address", 5, MINUTE),
  signInPerDevice: define("sign-in per known device", 5, MINUTE),
  /**
   * Counts all known browsers of an account in one network together. Their number is unbounded, and they are exempt from the
   * next limit.
   */
  signInPerKnownAccount: define("sign-in from known browsers per network and email address", 20, MINUTE),
  signInPerAddress: define("sign-in per IP address", 20, 15 * MINUTE),
  /** Each callback with a valid state makes one request to the provider. */
  oauthPerAddress: define("sign-in with a provider per IP address", 60, 15 * MINUTE),
  signUpPerAddress: define("sign-up per IP address", 20, HOUR),
  /** Checked before the next limit, so that a single network cannot use up all sign-ups of an email address. */
  signUpPerSource: define("sign-up per network and email address", 3, HOUR),
  signUpPerAccount: define("sign-up per email address", 5, HOUR),
  forgotPerAccount: define("forgot per email address", 3, HOUR),
  forgotPerAddress: define("forgot per IP address", 3, HOUR),
  resendPerAccount: define("resend per email address", 10, HOUR),
  resendPerAddress: define("resend per IP address", 10, HOUR),
  tokenPerAddress: define("mailed token per IP address", 20, HOUR),
  refreshPerFamily: define("refresh per token family", 30, MINUTE),
  unknownTokenPerAddress: define("unknown refresh token per IP address", 20, HOUR),
  /** Per known browser, or else per session, so that a stolen session cannot use up the owner's limit. */
  passwordPerBrowser: define("password check per browser", 10, 15 * MINUTE),
  emailChangePerAccount: define("email change per new email address", 10, HOUR),
  emailChangePerAddress: define("email change per IP address", 20, HOUR),
  exportPerUser: define("export per user", 10, HOUR),
  mailPerRecipient: define("mail per recipient", 10, DAY),
  /**
   * How much of the previous limit may go to mail that anyone can cause. The rest is reserved for mail that warns an owner
   * of a takeover. Both limits must have the same window.
   */
  mailByAnybodyPerRecipient: define("mail that anyone may cause per recipient", 7, DAY),
  /** How much of the previous limit one network may use. */
  mailPerSource: define("mail that anyone may cause per network and recipient", 5, DAY),
  /** Applies even to a verification link that may exceed the limits above. Does not count mail to the untagged address. */
  verificationToTagged: define("verification of tagged addresses per mailbox", 10, DAY),
  invitationsPerOrganization: define("invitations per organization", 20, DAY),
  invitationsPerUser: define("invitations per user", 50, DAY),
  invitationsPerPair: define("invitations per organization and recipient", 5, DAY),
  invitationsPerRecipient: define("invitations per recipient", 5, DAY),
  auditExportPerUser: define("audit export per user", 10, HOUR),
  organizationsPerUser: define("new organization per user", 10, DAY),
  /** Each calls Stripe, which limits the whole installation. */
  paymentsPerOrganization: define("payments per organization", 120, HOUR),
  modelCallsPerUser: define("AI calls per user", 20, MINUTE),
  /** A fifth of the organization's, so that one member cannot use it up for all others. */
  modelCallsPerUserAndHour: define("AI calls per user and hour", 120, HOUR),
  modelCallsPerOrganization: define("AI calls per organization", 600, HOUR),
  reportPerAddress: define("browser report per IP address", 20, MINUTE),
} as const;
