// Mails that an API key was created, in the transaction that creates it: to its creator, and for an organization's key also to
// the other admins, who can revoke it as well. The mails show the beginning of the key, not its name, which somebody else may
// have chosen.
import "server-only";
import type { MemberActor, RequestFacts } from "@/lib/access/actor";
import { NOTICE_LIFETIME_MS, queue, requestedFrom } from "@/lib/auth/mails";
import { asSystem } from "@/lib/db/as-system";
import type { TenantDb } from "@/lib/db/transaction";
import type { MailBody } from "@/lib/email/layout";
import type { MailKind } from "@/lib/email/mail-kinds";
import { inMailboxOrder } from "@/lib/email/recipient-hash";
import { env } from "@/lib/env/server";
import { MOST_ADMINS } from "@/lib/memberships/mail-admins";
import { ROLE_PHRASES } from "@/lib/memberships/role-words";
import { plainName } from "@/lib/text/plain-name";
import type { ApiKeyView } from "./schemas";

type NewKey = Pick<ApiKeyView, "owner" | "prefix" | "role">;

interface Notice {
  kind: MailKind;
  to: string;
  body: MailBody;
}

export async function mailNewKey(db: TenantDb, actor: MemberActor, key: NewKey, request: RequestFacts): Promise<void> {
  const notices: Notice[] = [{ kind: "api-key-created", to: actor.user.email, body: toCreator(actor, key, request) }];
  if (key.owner === "organization") {
    const body = toAdmin(actor, key);
    for (const to of await otherAdmins(db, actor)) notices.push({ kind: "organization-api-key-created", to, body });
  }
  await asSystem(db, async (system) => {
    const inOrder = inMailboxOrder(notices, ({ to }) => to);
    for (const { kind, to, body } of inOrder) await queue(system, kind, to, request, NOTICE_LIFETIME_MS, body);
  });
}

function toCreator({ organization }: MemberActor, key: NewKey, request: RequestFacts): MailBody {
  const place = plainName(organization.name, "an organization");
  const isPersonal = key.owner === "user";
  return {
    subject: `An API key was created by your ${env().APP_NAME} account`,
    paragraphs: [
      "Hello,",
      isPersonal
        ? `A personal API key was created by your account in ${place}. It begins with ${key.prefix}, and acts as you, as ${ROLE_PHRASES[key.role]} at most.`
        : `An API key was created by your account for ${place}. It begins with ${key.prefix}, and acts on its own, as ${ROLE_PHRASES[key.role]}.`,
    ],
    button: buttonOf(organization.slug),
    notes: [
      requestedFrom(request, "Created"),
      isPersonal
        ? "If it wasn’t you, choose a new password immediately: this signs out every device and revokes the key."
        : "If it wasn’t you, choose a new password immediately, which signs out every device, and then revoke the key: a new password does not.",
    ],
  };
}

/** Names the creator, but not their IP address, which does not concern the readers. */
function toAdmin({ user, organization }: MemberActor, key: NewKey): MailBody {
  const place = plainName(organization.name, "your organization");
  return {
    subject: `An API key was created for ${place}`,
    paragraphs: [
      "Hello,",
      `${plainName(user.name, "An admin")} created an API key for ${place} at ${env().APP_NAME}. It begins with ${key.prefix}, and acts on its own, as ${ROLE_PHRASES[key.role]}.`,
    ],
    button: buttonOf(organization.slug),
    notes: ["You get this e-mail because you are an admin there. If you don’t expect the key, revoke it."],
  };
}

const buttonOf = (slug: string) => ({ label: "See the API keys", url: `${env().APP_URL}/org/${slug}/api-keys` });

async function otherAdmins(db: TenantDb, { user }: MemberActor): Promise<string[]> {
  const admins = await db.membership.findMany({
    where: { role: "org_admin", userId: { not: user.id }, user: { suspendedAt: null } },
    orderBy: { id: "asc" },
    take: MOST_ADMINS - 1,
    select: { user: { select: { email: true } } },
  });
  return admins.map(({ user: { email } }) => email);
}
