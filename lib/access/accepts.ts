// Which credentials an operation accepts. Every operation of a user, a member or a system admin declares it, and its code
// then sees only actors with such a credential.
import "server-only";
import type {
  Actor,
  Credential,
  KeyActor,
  KeyCredential,
  MemberActor,
  SessionCredential,
  TokenCredential,
  UserActor,
} from "./actor";

/** For operations on the account or on a browser's state, and those that require a recent proof. */
export const sessionOnly = ["session"] as const;
export const sessionOrToken = ["session", "token"] as const;
/** For operations that need a user. Any credential but an organization's API key, which has none. */
export const anyOfUser = ["session", "token", "personal key"] as const;
export const anyCredential = ["session", "token", "personal key", "organization key"] as const;

/** What an operation on the user, or of a system admin, may accept. No API key reaches these. */
export type UserAccepts = typeof sessionOnly | typeof sessionOrToken;
export type Accepts = UserAccepts | typeof anyOfUser | typeof anyCredential;

interface CredentialsOfUser {
  session: SessionCredential;
  token: TokenCredential;
  "personal key": KeyCredential;
}
type AcceptedCredential<K extends Accepts> = CredentialsOfUser[Extract<K[number], keyof CredentialsOfUser>];

export type AcceptedUser<K extends Accepts> = UserActor<AcceptedCredential<K>> | MemberActor<AcceptedCredential<K>>;
export type AcceptedSystemAdmin<K extends Accepts> = UserActor<AcceptedCredential<K>>;
/** The actor of an organization's operation. Has a user unless the operation accepts an organization's key. */
export type AcceptedInOrganization<K extends Accepts> =
  | MemberActor<AcceptedCredential<K>>
  | ("organization key" extends K[number] ? KeyActor : never);

type Authenticated = Extract<Actor, { credential: Credential }>;

function nameOf({ kind, credential }: Authenticated): Accepts[number] {
  if (kind === "key" || kind === "outside_key") return "organization key";
  return credential.kind === "key" ? "personal key" : credential.kind;
}

export function isAccepted(actor: Authenticated, accepts: Accepts): boolean {
  return (accepts as readonly string[]).includes(nameOf(actor));
}
