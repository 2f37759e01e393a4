// Reads the dashboard's part of each feature that the member may open.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import type { DashboardPart, FeatureIcon } from "@/lib/access/feature-spec";
import type { TenantDb } from "@/lib/db/transaction";
import { featuresOpenTo } from "@/lib/features/features";

export interface FeatureOnDashboard extends DashboardPart {
  name: string;
  icon: FeatureIcon;
}

export async function featuresFor(db: TenantDb, actor: MemberActor): Promise<FeatureOnDashboard[]> {
  const parts: FeatureOnDashboard[] = [];
  for (const { name, navigation, dashboard } of featuresOpenTo(actor.role)) {
    const read = await dashboard();
    parts.push({ name, icon: navigation.icon, ...(await read(db, actor)) });
  }
  return parts;
}
