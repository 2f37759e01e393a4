// The sentence for each action. Its subject is the actor; a phrase has the verb in the past tense, the infinitive for a
// refusal ("tried to …"), and the object. `{thing}` stands for the entity of the entry, `{of thing}` for an entity other
// than the actor, `{as}` for the role that was given, `{change}` for the role before and after, `{for}` for the owner of an
// account whom the actor did not prove to be, and `{place}` for the organization. `{from place}`, with any words before it,
// is left out where the organization is not named. Without a placeholder of their own, owner and organization come last: "…
// for Ada Mason in Stonebridge Works".

export type Phrase = readonly [did: string, toDo: string, object: string];

export const PHRASES: Readonly<Record<string, Phrase>> = {
  "admin.change-default-plan": ["made", "make", "{thing} the default"],
  "admin.adjust-credits": ["adjusted", "adjust", "the credits of {thing}"],
  "admin.change-setting": ["changed", "change", "the setting {thing}"],
  "admin.create-organization": ["created", "create", "{thing}"],
  "admin.create-plan": ["created", "create", "{thing}"],
  "admin.create-system-admin": ["made", "make", "{thing} a system admin"],
  "admin.delete-plan": ["deleted", "delete", "{thing}"],
  "admin.end-user-sessions": ["ended", "end", "all sessions of {thing}"],
  "admin.grant-plan": ["granted", "grant", "a plan to {thing}"],
  "admin.grant-system-admin": ["made", "make", "{thing} a system admin"],
  "admin.invite-organization-admin": ["invited", "invite", "an admin to {thing}"],
  "admin.replay-stripe-event": ["replayed", "replay", "the event {thing} of Stripe"],
  "admin.resume-organization": ["reopened", "reopen", "{thing}"],
  "admin.resume-user": ["reactivated", "reactivate", "{thing}"],
  "admin.revoke-system-admin": ["revoked", "revoke", "the system admin rights of {thing}"],
  "admin.send-reset-link": ["sent", "send", "a reset link to {thing}"],
  "admin.set-model-price": ["set", "set", "the prices of {thing}"],
  "admin.suspend-organization": ["suspended", "suspend", "{thing}"],
  "admin.suspend-user": ["suspended", "suspend", "{thing}"],
  "admin.update-plan": ["changed", "change", "{thing}"],
  "admin.withdraw-plan": ["withdrew", "withdraw", "the granted plan of {thing}"],
  "api-keys.create": ["created", "create", "{thing}"],
  "api-keys.revoke": ["revoked", "revoke", "{thing}"],
  "audit.export": ["exported", "export", "the audit log{of place}"],
  "auth.cancel-email-change": ["canceled", "cancel", "the change of their e-mail address"],
  "auth.confirm-email-change": ["confirmed", "confirm", "a new e-mail address"],
  "auth.confirm-identity": ["confirmed", "confirm", "who they are with Google"],
  "auth.confirm-password": ["confirmed", "confirm", "their password"],
  "auth.end-other-sessions": ["ended", "end", "all their other sessions"],
  "auth.end-session": ["ended", "end", "one of their sessions"],
  "auth.link-identity": ["linked", "link", "a Google account"],
  "auth.oauth-sign-in": ["signed in", "sign in", "with Google"],
  "auth.request-email-change": ["asked", "ask", "to change their e-mail address"],
  "auth.resend-verification": ["asked", "ask", "for another verification e-mail"],
  "auth.sign-in": ["signed in", "sign in", ""],
  "auth.sign-out": ["signed out", "sign out", ""],
  "auth.sign-up": ["signed up", "sign up", ""],
  "auth.sign-up-organization": ["signed up", "sign up", "with an organization"],
  "auth.unlink-identity": ["unlinked", "unlink", "a Google account{of thing}"],
  "auth.verify-email": ["verified", "verify", "their e-mail address{and created place}"],
  "billing.buy-credit-pack": ["opened", "open", "the payment page for a credit pack"],
  "billing.change-subscription": ["changed", "change", "the subscription"],
  "billing.end-second-subscription": ["canceled", "cancel", "a second subscription, and refunded it"],
  "billing.open-portal": ["opened", "open", "the billing portal"],
  "billing.settle-checkout": ["recorded", "record", "what became of a payment"],
  "billing.start-checkout": ["opened", "open", "the payment page for a subscription"],
  "billing.verify-checkout": ["checked", "check", "a payment"],
  "invitations.accept": ["joined", "join", "{place}{as}"],
  "invitations.create": ["invited", "invite", "{thing}{to place}{as}"],
  "invitations.resend": ["resent", "resend", "the invitation for {thing}"],
  "invitations.revoke": ["revoked", "revoke", "the invitation for {thing}"],
  "jobs.prune-audit-log": ["deleted", "delete", "old audit log entries"],
  "jobs.prune-email-changes": ["deleted", "delete", "old changes of e-mail addresses"],
  "jobs.prune-idempotency-keys": ["deleted", "delete", "old idempotency keys"],
  "jobs.prune-invitations": ["deleted", "delete", "old invitations"],
  "jobs.prune-job-runs": ["deleted", "delete", "old job runs"],
  "jobs.prune-mail-contents": ["deleted", "delete", "the contents of old e-mails"],
  "jobs.prune-mails": ["deleted", "delete", "old e-mails"],
  "jobs.prune-oauth-states": ["deleted", "delete", "old states of sign-ins with Google"],
  "jobs.prune-password-resets": ["deleted", "delete", "old password resets"],
  "jobs.prune-refresh-tokens": ["deleted", "delete", "old refresh tokens"],
  "jobs.prune-sessions": ["deleted", "delete", "old sessions"],
  "jobs.prune-sign-in-throttles": ["deleted", "delete", "old sign-in throttles"],
  "jobs.prune-sign-ups": ["deleted", "delete", "old sign-ups"],
  "jobs.prune-token-families": ["deleted", "delete", "old sign-ins of API clients"],
  "jobs.release-reservations": ["released", "release", "credits of AI calls that did not end"],
  "memberships.change-role": ["changed", "change", "the role of {thing}{change}"],
  "memberships.leave": ["left", "leave", "{place}"],
  "memberships.remove": ["removed", "remove", "{thing}{from place}"],
  "organizations.create": ["created", "create", "{thing}"],
  "organizations.delete": ["deleted", "delete", "{thing}"],
  "organizations.switch": ["switched", "switch", "to {thing}"],
  "organizations.update": ["renamed", "rename", "{thing}"],
  "password.forgot": ["asked", "ask", "for a password reset link"],
  "password.reset": ["set", "set", "a new password{for} with a reset link"],
  "password.update": ["changed", "change", "their password"],
  "tokens.end-family": ["signed", "sign", "an API client out"],
  "tokens.refresh": ["renewed", "renew", "the tokens of an API client"],
  "tokens.revoke": ["signed out", "sign out", "with an API client"],
  "tokens.sign-in": ["signed in", "sign in", "with an API client"],
  "usage.change-overage": ["changed", "change", "the overage of AI credits{of place}"],
  "users.delete": ["deleted", "delete", "their account"],
  "users.export": ["exported", "export", "their data"],
  "users.update-profile": ["changed", "change", "their name"],
};

/** Verbs for the actions of features. The object is the entity. */
const VERBS: Readonly<Record<string, readonly [did: string, toDo: string]>> = {
  create: ["created", "create"],
  update: ["changed", "change"],
  delete: ["deleted", "delete"],
};

export function phraseOf(action: string): Phrase | null {
  if (Object.hasOwn(PHRASES, action)) return PHRASES[action] ?? null;
  const verb = action.slice(action.lastIndexOf(".") + 1);
  const forms = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  return forms ? [...forms, "{thing}"] : null;
}
