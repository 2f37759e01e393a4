// Tests what an operation must declare. This file is compiled but never run: it compiles only if the compiler reports every
// expected error.
import { z } from "zod";
import { anyCredential, anyOfUser, sessionOnly, sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation, orgOperation, publicOperation, systemOperation, userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { refuse } from "@/lib/access/refusal";
import type { Caller, OrganizationActor, UserActor } from "@/lib/access/actor";
import { findOwnDevice, perPasswordCheck } from "@/lib/auth/passwords/prove-password";
import { enqueueMail, type MailOrder } from "@/lib/email/enqueue-mail";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { limits } from "@/lib/rate-limit/limits";

const input = z.strictObject({ title: z.string().max(10) });
const base = { name: "types.example", limit: generalLimitOnly, input };

export const good = orgOperation({
  ...base,
  accepts: anyCredential,
  effect: "write",
  minRole: "member",
  lock: "KEY SHARE",
  prepare: (caller: Caller<OrganizationActor>) => Promise.resolve({ slug: caller.actor.organization.slug }),
  run: (context: { prepared: { slug: string } }, { title }) => Promise.resolve({ id: title + context.prepared.slug }),
  audit: ({ output, prepared, actor, input: given }) => {
    const id: string = output.id;
    const slug: string = prepared.slug;
    const role: "readonly" | "member" | "org_admin" = actor.role;
    const title: string = given.title;
    return { entityType: "example", entityId: id, after: { slug, role, title } };
  },
});

export const inferred: Promise<{ id: string }> = good({} as Caller, {});

const read = { effect: "read", run: () => Promise.resolve({}) } as const;
const audit = () => ({ entityType: "example" });

// @ts-expect-error an organization operation without a minimum role
export const withoutRole = orgOperation({ accepts: sessionOnly, ...base, ...read });

// @ts-expect-error a minimum role that no membership has
export const impossibleRole = orgOperation({ accepts: sessionOnly, ...base, ...read, minRole: "sys_admin" });

// @ts-expect-error a write without an audit entry
export const withoutAudit = userOperation({ accepts: sessionOnly, ...base, effect: "write", lock: ownRow, run: read.run });

const write = { ...base, effect: "write", run: read.run, audit } as const;

// @ts-expect-error a user's write without the lock under which the user is rechecked
export const userWithoutLock = userOperation({ ...write, accepts: sessionOnly });

// @ts-expect-error a member's write without the lock under which the membership is rechecked
export const memberWithoutLock = orgOperation({ accepts: sessionOnly, ...write, minRole: "member" });

const reasoned = { ...write, input: input.extend({ reason: z.string().max(10) }) };

// @ts-expect-error a system admin's write without the lock under which the admin is rechecked
export const adminWithoutLock = adminOperation({ ...reasoned, accepts: sessionOnly });

// @ts-expect-error a public write with a lock, although it has no actor to recheck
export const publicWithLock = publicOperation({ ...write, lock: ownRow });

// @ts-expect-error a limit that depends on the result of find, in an operation without find
export const limitWithoutFind = userOperation({ accepts: sessionOnly, ...write, lock: ownRow, limit: [perPasswordCheck] });

export const limitOnFound = userOperation({
  accepts: sessionOnly,
  ...write,
  lock: ownRow,
  find: findOwnDevice,
  limit: [perPasswordCheck],
});

export const refusable = userOperation({
  accepts: sessionOnly,
  ...base,
  effect: "write",
  lock: ownRow,
  run: (_context, { title }) => Promise.resolve(title === "" ? refuse("CONFLICT") : { id: title }),
  audit: ({ output }) => {
    // @ts-expect-error the output may be undefined, because the operation can refuse
    const id: string = output.id;
    return { entityType: id };
  },
});

export const wrongCookies = publicOperation({
  ...base,
  effect: "read",
  run: () => Promise.resolve({ token: "" }),
  // @ts-expect-error the output has no such field
  cookies: ({ session }) => ({ session }),
});

// @ts-expect-error an operation for a mailed link without a token in its input
export const linkWithoutToken = publicOperation({ ...base, ...read, mailedLink: "invitation" });

export const wrongFound = publicOperation({
  ...base,
  ...read,
  find: () => Promise.resolve({ email: "" }),
  // @ts-expect-error the result of find has no such field
  limit: [{ limit: limits.invitationsPerPair, key: (_input, _caller, { id }) => id }],
});

// @ts-expect-error a read with an audit entry
export const readWithAudit = userOperation({ accepts: sessionOnly, ...base, ...read, audit });

// @ts-expect-error an operation without a limit
export const withoutLimit = publicOperation({ name: base.name, input, ...read });

// @ts-expect-error an operation without an input schema
export const withoutInput = publicOperation({ name: base.name, limit: generalLimitOnly, ...read });

// @ts-expect-error an operation without an effect
export const withoutEffect = systemOperation({ ...base, run: read.run });

// @ts-expect-error a system admin's write without a reason
export const withoutReason = adminOperation({ accepts: sessionOnly, ...write, lock: ownRow });

// @ts-expect-error an operation without a name
export const withoutName = adminOperation({ accepts: sessionOnly, limit: generalLimitOnly, input, ...read });

export const wrongInput = publicOperation({
  ...base,
  effect: "read",
  // @ts-expect-error the input has no such field
  run: (_context, { body }) => Promise.resolve({ body }),
});

export const nobody = publicOperation({
  ...base,
  effect: "read",
  // @ts-expect-error the caller of a public operation may be anonymous
  run: ({ actor }) => Promise.resolve({ id: actor.user.id }),
});

export const noOrganization = userOperation({
  accepts: sessionOnly,
  ...base,
  effect: "read",
  // @ts-expect-error the caller of a user's operation has no organization
  run: ({ actor }) => Promise.resolve({ id: actor.organization.id }),
});

const member = { ...base, ...read, minRole: "member" } as const;

// @ts-expect-error an organization operation without the credentials that it accepts
export const orgWithoutAccepts = orgOperation(member);

// @ts-expect-error a user's operation without the credentials that it accepts
export const userWithoutAccepts = userOperation({ ...base, ...read });

// @ts-expect-error a system admin's operation without the credentials that it accepts
export const adminWithoutAccepts = adminOperation({ ...base, ...read });

// @ts-expect-error a user's operation that accepts API keys
export const userByKey = userOperation({ ...base, ...read, accepts: anyOfUser });

// @ts-expect-error a system admin's operation that accepts API keys
export const adminByKey = adminOperation({ ...base, ...read, accepts: anyCredential });

// @ts-expect-error a public operation that declares credentials
export const publicAccepts = publicOperation({ ...base, ...read, accepts: sessionOnly });

export const provedBySession = orgOperation({ ...member, accepts: sessionOnly, recent: "session" });

// @ts-expect-error only a session can have a recent proof
export const provedByToken = orgOperation({ ...member, accepts: sessionOrToken, recent: "session" });

export const passwordByToken = userOperation({
  ...base,
  ...read,
  accepts: sessionOrToken,
  input: z.strictObject({ current_password: z.string().max(10) }),
  // @ts-expect-error a password in the input proves nothing with a credential that is not a session
  recent: "current_password",
});

export const keyWithoutUser = orgOperation({
  ...base,
  effect: "read",
  minRole: "member",
  accepts: anyCredential,
  // @ts-expect-error an organization's key, which the operation accepts, has no user
  run: ({ actor }) => Promise.resolve({ id: actor.user.id }),
});

export const anyUser = orgOperation({
  ...base,
  effect: "read",
  minRole: "member",
  accepts: anyOfUser,
  run: ({ actor }) => Promise.resolve({ id: actor.user.id }),
});

export const proofOfToken = orgOperation({
  ...base,
  effect: "read",
  minRole: "member",
  accepts: sessionOrToken,
  // @ts-expect-error a token has no proof
  run: ({ actor }) => Promise.resolve(actor.credential.proof),
});

export function handles(system: SystemDb, tenant: TenantDb, order: MailOrder, caller: Caller<UserActor>) {
  // @ts-expect-error a tenant handle is not a system handle
  const widened: SystemDb = tenant;
  // @ts-expect-error a system handle is not a tenant handle
  const narrowed: TenantDb = system;
  // @ts-expect-error only the system role can queue mail
  const queued = enqueueMail(tenant, order);
  return { widened, narrowed, queued, caller };
}
