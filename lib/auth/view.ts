// Views of a user's own account. They pick the fields that may leave the server.
import "server-only";
import { z } from "zod";
import { Time } from "@/lib/access/schemas";
import { OrganizationView } from "@/lib/organizations/organizations-of";

export const UserView = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
  })
  .meta({ title: "User" });
export type UserView = z.output<typeof UserView>;

export function viewUser({ id, email, name }: UserView): UserView {
  return { id, email, name };
}

const SignedIn = z.strictObject({ user: UserView, organizations: z.array(OrganizationView) });
type SignedIn = z.output<typeof SignedIn>;

function pickSignedIn({ user, organizations }: SignedIn): SignedIn {
  return { user, organizations: organizations.map(({ id, slug, name, role }) => ({ id, slug, name, role })) };
}

/** The user and their organizations, as API clients receive them. */
export const viewSignedIn = { schema: SignedIn, of: pickSignedIn };

const SignedInUntil = SignedIn.extend({ expires_at: Time });

/** The fields of `viewSignedIn`, and the expiry of the session. */
export const viewSession = {
  schema: SignedInUntil,
  of: ({ expires_at, ...signedIn }: z.output<typeof SignedInUntil>) => ({ ...pickSignedIn(signedIn), expires_at }),
};
