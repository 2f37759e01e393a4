// An organization with two users: the admin who created it, and a member.
import { createAccount, type Credentials } from "@/tests/e2e/account";
import { addMember, organizationOf } from "@/tests/e2e/database";
import type { Mailbox } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

export async function organizationOfTwo(
  app: Instance,
  mailbox: Mailbox,
): Promise<{ admin: Credentials; other: Credentials; slug: string }> {
  const [admin, other] = [await createAccount(app.url, mailbox), await createAccount(app.url, mailbox)];
  const { slug } = await organizationOf(app, admin.email);
  await addMember(app, slug, other.email, "member");
  return { admin, other, slug };
}
