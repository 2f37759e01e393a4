// Decides whether an actor may use an operation at all, by kind, credential, system admin rights and role.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import {
  isAccepted,
  type AcceptedInOrganization,
  type AcceptedSystemAdmin,
  type AcceptedUser,
  type Accepts,
  type UserAccepts,
} from "./accepts";
import { isSignedIn, isUser, type Actor, type PublicActor, type SystemActor } from "./actor";
import { roleAtLeast, type OrganizationRole } from "./roles";

/** Admits anyone. An access token or API key has no effect, so the actor is then anonymous. */
export function admitAnyone(actor: Actor): PublicActor {
  return isSignedIn(actor) || actor.kind === "system" ? actor : { kind: "anonymous" };
}

/** @throws AppError UNAUTHORIZED, ACCESS_DENIED */
export function admitUser<K extends UserAccepts>(actor: Actor, accepts: K): AcceptedUser<K> {
  if (actor.kind === "anonymous" || actor.kind === "system") throw new AppError("UNAUTHORIZED");
  if (!isUser(actor) || !isAccepted(actor, accepts)) throw new AppError("ACCESS_DENIED");
  return actor as AcceptedUser<K>;
}

/**
 * @throws AppError NOT_FOUND for actors outside the organization, UNAUTHORIZED, ORGANIZATION_SUSPENDED, ACCESS_DENIED
 */
export function admitToOrganization<K extends Accepts>(
  actor: Actor,
  minRole: OrganizationRole,
  accepts: K,
): AcceptedInOrganization<K> {
  if (actor.kind === "user" || actor.kind === "outside_key") throw new AppError("NOT_FOUND");
  if (actor.kind !== "member" && actor.kind !== "key") throw new AppError("UNAUTHORIZED");
  if (!isAccepted(actor, accepts)) throw new AppError("ACCESS_DENIED");
  if (actor.organization.suspended) throw new AppError("ORGANIZATION_SUSPENDED");
  if (!roleAtLeast(actor.role, minRole)) throw new AppError("ACCESS_DENIED");
  return actor as AcceptedInOrganization<K>;
}

/** @throws AppError UNAUTHORIZED, ACCESS_DENIED */
export function admitSystemAdmin<K extends UserAccepts>(actor: Actor, accepts: K): AcceptedSystemAdmin<K> {
  if (actor.kind === "anonymous") throw new AppError("UNAUTHORIZED");
  if (actor.kind !== "user" || !actor.user.isSystemAdmin) throw new AppError("ACCESS_DENIED");
  if (!isAccepted(actor, accepts)) throw new AppError("ACCESS_DENIED");
  return actor as AcceptedSystemAdmin<K>;
}

/** @throws AppError ACCESS_DENIED */
export function admitSystem(actor: Actor): SystemActor {
  if (actor.kind === "system") return actor;
  throw new AppError("ACCESS_DENIED");
}
