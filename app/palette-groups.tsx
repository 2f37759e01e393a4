import { ArrowRightLeft, Building2, Plus, UserPlus } from "lucide-react";
import type { NavItem, NavSection } from "@/components/layout/sidebar";
import type { Group, Target } from "@/components/palette/results";
import type { MemberActor, UserActor } from "@/lib/access/actor";
import { roleAtLeast } from "@/lib/access/roles";
import { FEATURES } from "@/lib/features/features";
import type { MyOrganizationView } from "@/lib/organizations/organizations-of";
import { ACCOUNT_SECTION } from "./(account)/account/account-places";

const NEW = <Plus aria-hidden="true" />;
const INVITE = <UserPlus aria-hidden="true" />;
const NEW_ORGANIZATION = <Building2 aria-hidden="true" />;
const SWITCH = <ArrowRightLeft aria-hidden="true" />;

/** What a member may do in their organization. */
function memberActions({ role, organization }: MemberActor): NavItem[] {
  const home = `/org/${organization.slug}`;
  const creations = FEATURES.filter(({ create }) => roleAtLeast(role, create.minRole));
  const invite = { id: "invite", label: "Invite people", href: `${home}/invitations`, icon: INVITE };
  return [
    ...creations.map(({ name, create: { label, path } }) => ({ id: name, label, href: `${home}${path}`, icon: NEW })),
    ...(roleAtLeast(role, "org_admin") ? [invite] : []),
  ];
}

interface PaletteFacts {
  actor: UserActor | MemberActor;
  /** The sections of the sidebar. */
  sections: NavSection[];
  organizations: MyOrganizationView[];
  /** Whether the user may create another organization. */
  mayCreate: boolean;
}

/** What the command palette offers without a search: actions, the pages of the sidebar and of the account, organizations. */
export function paletteGroups({ actor, sections, organizations, mayCreate }: PaletteFacts): Group[] {
  const current = actor.kind === "member" ? actor.organization.slug : undefined;
  const creation = { id: "new-organization", label: "New organization", href: "/organizations/new", icon: NEW_ORGANIZATION };
  const actions = [...(actor.kind === "member" ? memberActions(actor) : []), ...(mayCreate ? [creation] : [])];
  const others = organizations
    .filter(({ slug, suspended }) => slug !== current && !suspended)
    .map(({ slug, name }) => ({ id: slug, label: name, href: `/org/${slug}`, organization: slug, icon: SWITCH }));
  const groups: { title: string; items: Target[] }[] = [
    { title: "Actions", items: actions },
    ...sections.filter(({ title }) => title !== ACCOUNT_SECTION.title),
    ACCOUNT_SECTION,
    { title: "Other organizations", items: others },
  ];
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ title, items }) => ({
      title,
      targets: items.map((item) => ({ ...item, id: `${title}-${item.id}`.replaceAll(" ", "-") })),
    }));
}
