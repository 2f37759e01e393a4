// Reads each feature's part of the dashboard.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import type { DashboardPart, FeatureIcon } from "@/lib/access/feature-spec";
import type { TenantDb } from "@/lib/db/transaction";
import { FEATURES } from "@/lib/features/features";

export interface FeatureOnDashboard extends DashboardPart {
  name: string;
  icon: FeatureIcon;
}

export async function featuresFor(db: TenantDb, actor: MemberActor): Promise<FeatureOnDashboard[]> {
  const parts: FeatureOnDashboard[] = [];
  for (const { name, navigation, dashboard } of FEATURES) {
    const read = await dashboard();
    parts.push({ name, icon: navigation.icon, ...(await read(db, actor)) });
  }
  return parts;
}
