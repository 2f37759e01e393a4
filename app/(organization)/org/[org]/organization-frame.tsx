import { LayoutDashboard, MailPlus, ScrollText, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import { FeatureIcon } from "@/components/layout/feature-icon";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";
import { cx } from "@/components/ui/cx";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { roleAtLeast } from "@/lib/access/roles";
import { FEATURES, type FeatureName } from "@/lib/features/features";
import { AppFrame } from "../../../app-frame";

const DASHBOARD = {
  id: "dashboard",
  label: "Dashboard",
  path: "",
  icon: <LayoutDashboard aria-hidden="true" />,
  least: "readonly",
} as const;

const OF_FEATURES = FEATURES.map(({ name, navigation: { label, icon, minRole } }) => ({
  id: name,
  label,
  path: `/${name}`,
  icon: <FeatureIcon name={icon} />,
  least: minRole,
}));

const ADMINISTRATION = [
  { id: "members", label: "Members", path: "/members", icon: <Users aria-hidden="true" />, least: "readonly" },
  {
    id: "invitations",
    label: "Invitations",
    path: "/invitations",
    icon: <MailPlus aria-hidden="true" />,
    least: "org_admin",
  },
  { id: "audit-log", label: "Audit log", path: "/audit-log", icon: <ScrollText aria-hidden="true" />, least: "org_admin" },
  { id: "settings", label: "Settings", path: "/settings", icon: <Settings aria-hidden="true" />, least: "org_admin" },
] as const;

/** Which links each role sees. The operations decide what each role may do. */
const PLACES = [DASHBOARD, ...OF_FEATURES, ...ADMINISTRATION];

interface OrganizationFrameProps {
  caller: Caller<MemberActor>;
  current: "dashboard" | FeatureName | (typeof ADMINISTRATION)[number]["id"];
  /** The way to a page below the current place. */
  trail?: Crumb[];
  children: ReactNode;
}

export function OrganizationFrame({ caller, current, trail = [], children }: OrganizationFrameProps) {
  const { role, organization } = caller.actor;
  const home = `/org/${organization.slug}`;
  const items = PLACES.filter(({ least }) => roleAtLeast(role, least)).map(({ path, ...place }) => ({
    ...place,
    href: `${home}${path}`,
  }));
  const place = items.find(({ id }) => id === current);
  return (
    <AppFrame caller={caller} homeHref={home} places={{ title: "Organization", items }} current={current}>
      {place && place.id !== DASHBOARD.id && (
        <div className={cx("-mb-5", trail.length === 0 && "hidden lg:block")}>
          <Breadcrumb
            items={[{ label: organization.name, href: home }, trail.length === 0 ? { label: place.label } : place, ...trail]}
          />
        </div>
      )}
      {children}
    </AppFrame>
  );
}
