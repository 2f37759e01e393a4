// The users of the development seed, which the seed creates, `npm run dev` prints and the sign-in page offers.
import "server-only";
import type { OrganizationRole } from "@/lib/access/roles";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";

export interface SeedPerson {
  email: string;
  name: string;
  role: OrganizationRole;
  /** The role in the invitation, if it differs from the final role. */
  invitedAs?: OrganizationRole;
}

export interface SeedOrganization {
  slug: string;
  name: string;
  /** The first user is an admin and invites the others. */
  people: readonly [SeedPerson, ...SeedPerson[]];
}

export interface SeedUser {
  email: string;
  role: OrganizationRole | "sys_admin";
  /** Null for the system admin, who belongs to no organization. */
  organization: Pick<SeedOrganization, "slug" | "name"> | null;
}

const at = (name: string) => `${name}@${SEED_EMAIL_DOMAIN}`;

export const SEED_SYSTEM_ADMIN = { email: at("system"), name: "Sasha Keeper" };

export const STONEBRIDGE: SeedOrganization = {
  slug: "stonebridge",
  name: "Stonebridge Works",
  people: [
    { email: at("admin"), name: "Ada Mason", role: "org_admin" },
    { email: at("member"), name: "Mo Carver", role: "member", invitedAs: "readonly" },
    { email: at("reader"), name: "Robin Reader", role: "readonly" },
  ],
};

export const LANTERN: SeedOrganization = {
  slug: "lantern",
  name: "Lantern Studio",
  people: [{ email: at("other"), name: "Olu Lantern", role: "org_admin" }],
};

/** All users of the seed. */
export const SEED_USERS: readonly SeedUser[] = [
  { email: SEED_SYSTEM_ADMIN.email, role: "sys_admin", organization: null },
  ...[STONEBRIDGE, LANTERN].flatMap((organization) =>
    organization.people.map(({ email, role }) => ({ email, role, organization })),
  ),
];
