// Who makes a request. Only lib/web (from a session) and the scheduler create actors; operations decide what an actor may
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
  method: "password";
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

/** How the request authenticated its user. Operations accept only sessions: see `requireSession`. */
export type Credential = SessionCredential;

export interface AnonymousActor {
  kind: "anonymous";
}

export interface UserActor {
  kind: "user";
  user: ActorUser;
  credential: Credential;
}

/** A user acting in one organization. The membership was looked up for this request. */
export interface MemberActor {
  kind: "member";
  user: ActorUser;
  credential: Credential;
  organization: { id: string; slug: string; name: string; suspended: boolean };
  role: OrganizationRole;
}

export interface SystemActor {
  kind: "system";
}

export type Actor = AnonymousActor | UserActor | MemberActor | SystemActor;

/** A signed-in user, whether or not the request concerns an organization. */
export function isSignedIn(actor: Actor): actor is UserActor | MemberActor {
  return actor.kind === "user" || actor.kind === "member";
}

/** Facts about the request. Every value except the id is sent by the client or derived from client input. */
export interface RequestFacts {
  requestId: string;
  /** The client's IP address, as `lib/network/client-address-of.ts` determines it. */
  ipAddress: string;
  userAgent: string;
  /** Raw value of the device cookie. */
  deviceCookie: string | null;
  /** Raw value of the sign-up flow cookie. */
  signUpFlow: string | null;
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
    request: {
      requestId,
      ipAddress: SYSTEM_REQUEST_ADDRESS,
      userAgent: "",
      deviceCookie: null,
      signUpFlow: null,
    },
  };
}
