import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";
import type { Caller, MemberActor } from "@/lib/access/actor";
import type { FeatureName } from "@/lib/features/features";
import type { OwnPlace } from "@/lib/web/pages/places";
import { AppFrame } from "../../../app-frame";
import { organizationItems } from "./organization-items";

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
  const items = organizationItems(organization.slug, role);
  const place = items.find(({ id }) => id === current);
  return (
    <AppFrame caller={caller} homeHref={home} places={{ title: "Organization", items }} current={current}>
      {place && trail && (
        <div className="-mb-5">
          <Breadcrumb items={[{ label: organization.name, href: home }, place, ...trail]} />
        </div>
      )}
      {children}
    </AppFrame>
  );
}
