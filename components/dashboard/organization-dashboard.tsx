import { Mail, Users } from "lucide-react";
import { Fragment } from "react";
import type { Activity } from "@/lib/dashboard/activity";
import type { FeatureOnDashboard } from "@/lib/dashboard/features-on-dashboard";
import { ActivityFeed } from "./activity-feed";
import { Count, growth } from "./count";
import { FeatureCount, LatestOf, WeeklyChart } from "./feature";

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
    <>
      <ul
        aria-label="At a glance"
        className="grid grid-cols-[repeat(auto-fit,minmax(6.25rem,1fr))] gap-2 sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] sm:gap-4"
      >
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
      </ul>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(18rem,100%),1fr))] gap-4">
        {features.map((feature) => (
          <Fragment key={feature.name}>
            <WeeklyChart feature={feature} />
            <LatestOf feature={feature} home={home} />
          </Fragment>
        ))}
        <ActivityFeed activity={activity} home={home} />
      </div>
    </>
  );
}
