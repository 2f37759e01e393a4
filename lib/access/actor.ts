// Who is asking. Only lib/web (from a session) and the scheduler make actors; operations judge them.
import type { OrganizationRole } from "./roles";

export interface ActorUser {
  id: string;
  email: string;
  name: string;
  isSystemAdmin: boolean;
}

export interface ActorSession {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  /** Since the person last proved who they are, when the request came in. */
  secondsSinceProof: number;
}

export interface AnonymousActor {
  kind: "anonymous";
}

export interface UserActor {
  kind: "user";
  user: ActorUser;
  session: ActorSession;
}

/** A user seen in one organization: the membership was looked up for this very request. */
export interface MemberActor {
  kind: "member";
  user: ActorUser;
  session: ActorSession;
  organization: { id: string; slug: string; name: string; suspended: boolean };
  role: OrganizationRole;
}

export interface SystemActor {
  kind: "system";
}

export type Actor = AnonymousActor | UserActor | MemberActor | SystemActor;

/** A person with a session, whether the request is about an organization or not. */
export function isSignedIn(actor: Actor): actor is UserActor | MemberActor {
  return actor.kind === "user" || actor.kind === "member";
}

/** What the request tells about itself; every value but the id is the client's word or derived from it. */
export interface RequestFacts {
  requestId: string;
  /** The client's address as far as configured proxies vouch for it. */
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
}

const MAX_KEPT_USER_AGENT = 300;

/** What is stored of the client's word for itself, which can be longer. */
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
