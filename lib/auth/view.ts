// What a person's own view contains.
import "server-only";
import type { OrganizationView } from "@/lib/organizations/organizations-of";

export interface UserView {
  id: string;
  email: string;
  name: string;
}

export function viewUser({ id, email, name }: UserView): UserView {
  return { id, email, name };
}

interface SignedIn {
  user: UserView;
  organizations: readonly OrganizationView[];
}

/** Who a person is and where they belong, for API clients. */
export function viewSignedIn({ user, organizations }: SignedIn): SignedIn {
  return { user, organizations: organizations.map(({ id, slug, name, role }) => ({ id, slug, name, role })) };
}

export function viewSession({
  expires_at,
  ...signedIn
}: SignedIn & { expires_at: string }): SignedIn & { expires_at: string } {
  return { ...viewSignedIn(signedIn), expires_at };
}
