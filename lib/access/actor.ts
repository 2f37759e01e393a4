// Who makes a request. Only lib/web (from a credential) and the scheduler create actors; operations decide what an actor may
// do.
import "server-only";
import type { OrganizationRole } from "./roles";

export interface ActorUser {
  id: string;
  email: string;
  name: string;
  isSystemAdmin: boolean;
}

/** How the user last proved their identity, and how many seconds ago when the session was read. */
export interface Proof {
  method: "password" | "google";
  secondsAgo: number;
}

/** A browser's session. */
export interface SessionCredential {
  kind: "session";
  id: string;
  createdAt: Date;
  expiresAt: Date;
  proof: Proof;
}

/** An access token. */
export interface TokenCredential {
  kind: "token";
  /** The id of the token's family, which lives until it is revoked or expires. */
  id: string;
  /** When the family was created, and when it expires. */
  createdAt: Date;
  expiresAt: Date;
}

/** An API key: a user's personal key in one organization, or an organization's. */
export interface KeyCredential {
  kind: "key";
  id: string;
  name: string;
  /** The first characters of the key, by which its owner recognizes it. */
  prefix: string;
}

/** How the request was authenticated. Each operation declares which credentials it accepts (lib/access/accepts.ts). */
export type Credential = SessionCredential | TokenCredential | KeyCredential;

export interface AnonymousActor {
  kind: "anonymous";
}

export interface UserActor<C extends Credential = Credential> {
  kind: "user";
  user: ActorUser;
  credential: C;
}

interface InOrganization {
  organization: { id: string; slug: string; name: string; suspended: boolean };
  role: OrganizationRole;
}

/** A user acting in one organization. The membership was looked up for this request. */
export interface MemberActor<C extends Credential = Credential> extends InOrganization {
  kind: "member";
  user: ActorUser;
  credential: C;
}

/** An organization's API key, acting in its organization. It has no user. */
export interface KeyActor extends InOrganization {
  kind: "key";
  credential: KeyCredential;
}

/** An organization's API key in a request that concerns another organization, or none. */
export interface OutsideKeyActor {
  kind: "outside_key";
  credential: KeyCredential;
}

/** The actor of an organization's operation. */
export type OrganizationActor = MemberActor | KeyActor;

export interface SystemActor {
  kind: "system";
}

export type Actor = AnonymousActor | UserActor | MemberActor | KeyActor | OutsideKeyActor | SystemActor;

/** A user who is signed in with a browser's session. */
export type SignedInActor = UserActor<SessionCredential> | MemberActor<SessionCredential>;
/** The actor of a public operation. Knows the session of the browser; any other credential counts as none. */
export type PublicActor = AnonymousActor | SignedInActor | SystemActor;

/** Whether the actor is a user, whether or not the request concerns an organization. */
export function isUser(actor: Actor): actor is UserActor | MemberActor {
  return actor.kind === "user" || actor.kind === "member";
}

/** Whether the actor is a user who is signed in with a browser's session. */
export function isSignedIn(actor: Actor): actor is SignedInActor {
  return isUser(actor) && actor.credential.kind === "session";
}

/** The id of the actor's user; null for an organization's API key. */
export function userIdOf(actor: UserActor | OrganizationActor): string | null {
  return actor.kind === "key" ? null : actor.user.id;
}

/** Raw values of cookies that operations read. */
interface SentCookies {
  /** Of the device cookie. */
  deviceCookie: string | null;
  /** Of the sign-up flow cookie. */
  signUpFlow: string | null;
  /** Of the cookie that binds sign-ins at other providers to this browser. */
  oauthFlow: string | null;
}

/** For a request whose cookies are ignored. */
export const NO_COOKIES: SentCookies = { deviceCookie: null, signUpFlow: null, oauthFlow: null };

/** Facts about the request. Every value except the id is sent by the client or derived from client input. */
export interface RequestFacts extends SentCookies {
  requestId: string;
  /** The client's IP address, as `lib/network/client-address-of.ts` determines it. */
  ipAddress: string;
  userAgent: string;
}

export interface Caller<A extends Actor = Actor> {
  actor: A;
  request: RequestFacts;
  /** Chosen by the client of an operation that creates something. */
  idempotencyKey?: string;
}

const MAX_KEPT_USER_AGENT = 300;

/** The user agent, cut to the length that is stored. */
export function keptUserAgent({ userAgent }: RequestFacts): string {
  return userAgent.slice(0, MAX_KEPT_USER_AGENT);
}

export const SYSTEM_REQUEST_ADDRESS = "system";

export function systemCaller(requestId: string): Caller<SystemActor> {
  return {
    actor: { kind: "system" },
    request: { requestId, ipAddress: SYSTEM_REQUEST_ADDRESS, userAgent: "", ...NO_COOKIES },
  };
}
