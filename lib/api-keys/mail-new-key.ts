// Mails that an API key was created, in the transaction that creates it: a personal key to its owner, an organization's key
// to the admins, each of whom can revoke it. The mail shows the beginning of the key, not its name, which somebody else may
// have chosen.
import "server-only";
import type { MemberActor, RequestFacts } from "@/lib/access/actor";
import { NOTICE_LIFETIME_MS, queue, requestedFrom } from "@/lib/auth/mails";
import { asSystem } from "@/lib/db/as-system";
import type { TenantDb } from "@/lib/db/transaction";
import { mailboxHash } from "@/lib/email/recipient-hash";
import type { MailBody } from "@/lib/email/layout";
import { env } from "@/lib/env/server";
import { ROLE_PHRASES } from "@/lib/memberships/role-words";
import { plainName } from "@/lib/text/plain-name";
import type { ApiKeyView } from "./schemas";

/** Bounds the mails of one request. Those who joined first get them. */
const MOST_ADMINS = 20;

type NewKey = Pick<ApiKeyView, "owner" | "prefix" | "role">;

export function mailNewKey(db: TenantDb, actor: MemberActor, key: NewKey, request: RequestFacts): Promise<unknown> {
  return key.owner === "user" ? mailOwner(db, actor, key, request) : mailAdmins(db, actor, key, request);
}

function mailOwner(db: TenantDb, { user, organization }: MemberActor, key: NewKey, request: RequestFacts) {
  const place = plainName(organization.name, "an organization");
  const body: MailBody = {
    subject: `A personal API key was created for your ${env().APP_NAME} account`,
    paragraphs: [
      "Hello,",
      `A personal API key was created for your account in ${place}. It begins with ${key.prefix}, and acts as you, as ${ROLE_PHRASES[key.role]} at most.`,
    ],
    button: buttonOf(organization.slug),
    notes: [
      requestedFrom(request, "Created"),
      "If it wasn’t you, revoke the key and choose a new password immediately: this signs out every device.",
    ],
  };
  return asSystem(db, (system) => queue(system, "api-key-created", user.email, request, NOTICE_LIFETIME_MS, body));
}

/** Names the creator, but not their IP address, which does not concern the readers. */
async function mailAdmins(
  db: TenantDb,
  { user, organization }: MemberActor,
  key: NewKey,
  request: RequestFacts,
): Promise<void> {
  const place = plainName(organization.name, "your organization");
  const body: MailBody = {
    subject: `An API key was created for ${place}`,
    paragraphs: [
      "Hello,",
      `${plainName(user.name, "An admin")} created an API key for ${place} at ${env().APP_NAME}. It begins with ${key.prefix}, and acts on its own, as ${ROLE_PHRASES[key.role]}.`,
    ],
    button: buttonOf(organization.slug),
    notes: ["You get this e-mail because you are an admin there. If you don’t expect the key, revoke it."],
  };
  const admins = await adminAddresses(db);
  await asSystem(db, async (system) => {
    const kind = "organization-api-key-created";
    for (const to of admins) await queue(system, kind, to, request, NOTICE_LIFETIME_MS, body);
  });
}

const buttonOf = (slug: string) => ({ label: "See the API keys", url: `${env().APP_URL}/org/${slug}/api-keys` });

/** In the order in which the mailboxes are locked. */
async function adminAddresses(db: TenantDb): Promise<string[]> {
  const admins = await db.membership.findMany({
    where: { role: "org_admin", user: { suspendedAt: null } },
    orderBy: { id: "asc" },
    take: MOST_ADMINS,
    select: { user: { select: { email: true } } },
  });
  const hashOf = (email: string) => Buffer.from(mailboxHash(email)).toString("hex");
  return admins.map(({ user }) => user.email).toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
}
