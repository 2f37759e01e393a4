import { CreditCard, Gauge, KeyRound, LayoutDashboard, MailPlus, ScrollText, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import { FeatureIcon } from "@/components/layout/feature-icon";
import type { NavItem } from "@/components/layout/sidebar";
import type { OrganizationRole } from "@/lib/access/roles";
import { FEATURES } from "@/lib/features/features";
import { placesIn, type OwnPlace } from "@/lib/web/pages/places";

const ICONS: Record<OwnPlace, ReactNode> = {
  dashboard: <LayoutDashboard aria-hidden="true" />,
  members: <Users aria-hidden="true" />,
  invitations: <MailPlus aria-hidden="true" />,
  "api-keys": <KeyRound aria-hidden="true" />,
  usage: <Gauge aria-hidden="true" />,
  billing: <CreditCard aria-hidden="true" />,
  "audit-log": <ScrollText aria-hidden="true" />,
  settings: <Settings aria-hidden="true" />,
};

function iconOf(id: string): ReactNode {
  const feature = FEATURES.find(({ name }) => name === id);
  return feature ? <FeatureIcon name={feature.navigation.icon} /> : ICONS[id as OwnPlace];
}

/** The organization's pages in the sidebar, for a role. */
export function organizationItems(slug: string, role: OrganizationRole): NavItem[] {
  return placesIn(slug, role).map((place) => ({ ...place, icon: iconOf(place.id) }));
}
