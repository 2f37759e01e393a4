import { Address } from "@/components/ui/address";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { Activity } from "@/lib/dashboard/activity";
import { ROLE_PHRASES } from "@/lib/memberships/role-words";

interface ActivityFeedProps {
  activity: Activity[];
  /** The path that the organization's pages start with. */
  home: string;
}

const FORMER = "Former member";

/** The latest changes among the organization's people, newest first. */
export function ActivityFeed({ activity, home }: ActivityFeedProps) {
  return (
    <Card
      title="People"
      className="only:@2xl:col-span-full @4xl:col-span-full"
      action={
        <TextLink href={`${home}/members`} className="py-1 text-sm">
          All members
        </TextLink>
      }
    >
      <ol aria-label="People" className="space-y-5 gap-x-8 *:break-inside-avoid @4xl:columns-2">
        {activity.map(({ id, person, invited, at }) => (
          <li key={id} className="flex min-w-0 gap-3">
            <Avatar name={person ?? FORMER} size="sm" />
            <div className="grid min-w-0 content-start gap-0.5 pt-1">
              <p className="text-sm wrap-anywhere">
                <bdi className="font-medium">{person ?? FORMER}</bdi>{" "}
                {invited ? (
                  <>
                    invited{" "}
                    <bdi>
                      <Address>{invited.email}</Address>
                    </bdi>{" "}
                    as {ROLE_PHRASES[invited.role]}
                  </>
                ) : (
                  "joined"
                )}
              </p>
              <p className="text-xs text-muted">
                <Time at={at} relative show="day" />
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
