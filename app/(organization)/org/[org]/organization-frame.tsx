import { LayoutDashboard, MailPlus, ScrollText, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import { FeatureIcon } from "@/components/layout/feature-icon";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { FEATURES, type FeatureName } from "@/lib/features/features";
import { placesIn, type OwnPlace } from "@/lib/web/pages/places";
import { AppFrame } from "../../../app-frame";

const ICONS: Record<OwnPlace, ReactNode> = {
  dashboard: <LayoutDashboard aria-hidden="true" />,
  members: <Users aria-hidden="true" />,
  invitations: <MailPlus aria-hidden="true" />,
  "audit-log": <ScrollText aria-hidden="true" />,
  settings: <Settings aria-hidden="true" />,
};

/** The pages with tables or charts. */
const WIDE = new Set<string>(["dashboard", "members", "invitations", "audit-log"] satisfies OwnPlace[]);

function iconOf(id: string): ReactNode {
  const feature = FEATURES.find(({ name }) => name === id);
  return feature ? <FeatureIcon name={feature.navigation.icon} /> : ICONS[id as OwnPlace];
}

interface OrganizationFrameProps {
  caller: Caller<MemberActor>;
  current: OwnPlace | FeatureName;
  /** For a page below the current place: the pages between the two. */
  trail?: Crumb[];
  children: ReactNode;
}

export function OrganizationFrame({ caller, current, trail, children }: OrganizationFrameProps) {
  const { role, organization } = caller.actor;
  const home = `/org/${organization.slug}`;
  const items = placesIn(organization.slug, role).map((place) => ({ ...place, icon: iconOf(place.id) }));
  const place = items.find(({ id }) => id === current);
  return (
    <AppFrame
      caller={caller}
      homeHref={home}
      places={{ title: "Organization", items }}
      current={current}
      isWide={WIDE.has(current)}
    >
      {place && trail && (
        <div className="-mb-5">
          <Breadcrumb items={[{ label: organization.name, href: home }, place, ...trail]} />
        </div>
      )}
      {children}
    </AppFrame>
  );
}
