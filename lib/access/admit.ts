// Decides whether an actor may use an operation at all, by kind, credential, system admin rights and role.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isSignedIn, type Actor, type MemberActor, type SessionCredential, type SystemActor, type UserActor } from "./actor";
import { roleAtLeast, type OrganizationRole } from "./roles";

/** The only kind of credential that operations accept. A new kind is refused until an operation is changed to accept it. */
const ACCEPTED: string = "session";

/**
 * The browser session that the request came with.
 * @throws AppError ACCESS_DENIED for any other credential
 */
export function requireSession({ credential }: UserActor | MemberActor): SessionCredential {
  if (credential.kind !== ACCEPTED) throw new AppError("ACCESS_DENIED");
  return credential;
}

/** @throws AppError UNAUTHORIZED, ACCESS_DENIED */
export function admitUser(actor: Actor): UserActor | MemberActor {
  if (!isSignedIn(actor)) throw new AppError("UNAUTHORIZED");
  requireSession(actor);
  return actor;
}

/** @throws AppError NOT_FOUND for users outside the organization, UNAUTHORIZED, ORGANIZATION_SUSPENDED, ACCESS_DENIED */
export function admitMember(actor: Actor, minRole: OrganizationRole): MemberActor {
  if (actor.kind === "user") throw new AppError("NOT_FOUND");
  if (actor.kind !== "member") throw new AppError("UNAUTHORIZED");
  requireSession(actor);
  if (actor.organization.suspended) throw new AppError("ORGANIZATION_SUSPENDED");
  if (!roleAtLeast(actor.role, minRole)) throw new AppError("ACCESS_DENIED");
  return actor;
}

/** @throws AppError UNAUTHORIZED, ACCESS_DENIED */
export function admitSystemAdmin(actor: Actor): UserActor {
  if (actor.kind === "anonymous") throw new AppError("UNAUTHORIZED");
  if (actor.kind !== "user" || !actor.user.isSystemAdmin) throw new AppError("ACCESS_DENIED");
  requireSession(actor);
  return actor;
}

/** @throws AppError ACCESS_DENIED */
export function admitSystem(actor: Actor): SystemActor {
  if (actor.kind === "system") return actor;
  throw new AppError("ACCESS_DENIED");
}
