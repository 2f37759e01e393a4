import { Mail, Users } from "lucide-react";
import { Fragment } from "react";
import { Count, Counts } from "@/components/ui/count";
import type { Activity } from "@/lib/dashboard/activity";
import type { FeatureOnDashboard } from "@/lib/dashboard/features-on-dashboard";
import { ActivityFeed } from "./activity-feed";
import { FeatureCount, LatestOf, WeeklyChart } from "./feature";
import { growth } from "./growth";

interface OrganizationDashboardProps {
  members: number;
  joinedThisWeek: number;
  /** The number of pending invitations; null for a member who may not see them. */
  invited: number | null;
  features: FeatureOnDashboard[];
  activity: Activity[];
  /** The path that the organization's pages start with. */
  home: string;
}

/** What an organization's dashboard shows below its header: the numbers, each feature's part and the latest changes. */
export function OrganizationDashboard(props: OrganizationDashboardProps) {
  const { members, joinedThisWeek, invited, features, activity, home } = props;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Counts label="At a glance">
        <Count
          label={members === 1 ? "Member" : "Members"}
          value={members}
          href={`${home}/members`}
          icon={<Users aria-hidden="true" />}
          aside={growth(joinedThisWeek)}
        />
        {features.map((feature) => (
          <FeatureCount key={feature.name} feature={feature} home={home} />
        ))}
        {invited !== null && (
          <Count
            label="Invited"
            value={invited}
            href={`${home}/invitations`}
            icon={<Mail aria-hidden="true" />}
            aside={invited > 0 ? "pending" : undefined}
          />
        )}
      </Counts>
      <div className="@container">
        <div className="grid grid-cols-1 gap-4 @2xl:grid-cols-2 @4xl:grid-cols-3">
          {features.map((feature) => (
            <Fragment key={feature.name}>
              <WeeklyChart feature={feature} />
              <LatestOf feature={feature} home={home} />
            </Fragment>
          ))}
          <ActivityFeed activity={activity} home={home} />
        </div>
      </div>
    </div>
  );
}
