import { Plus } from "lucide-react";
import { BarChart } from "@/components/charts/bar-chart";
import { startOf } from "@/components/charts/values";
import { FeatureIcon } from "@/components/layout/feature-icon";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { Count } from "@/components/ui/count";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { FeatureOnDashboard } from "@/lib/dashboard/features-on-dashboard";
import type { FirstStep } from "./first-steps";
import { growth } from "./growth";

interface OnDashboard {
  feature: FeatureOnDashboard;
  /** The path that the organization's pages start with. */
  home: string;
}

type Create = NonNullable<FeatureOnDashboard["create"]>;

const FORMER = "Former member";

export function FeatureCount({ feature: { name, icon, count, weekly }, home }: OnDashboard) {
  return (
    <Count
      label={count.label}
      value={count.value}
      href={`${home}/${name}`}
      icon={<FeatureIcon name={icon} />}
      aside={growth(weekly.values.at(-1)?.value ?? 0)}
    />
  );
}

export function CreateLink({ create: { label, path }, home }: { create: Pick<Create, "label" | "path">; home: string }) {
  return (
    <LinkButton href={`${home}${path}`}>
      <Plus aria-hidden="true" className="size-4" />
      {label}
    </LinkButton>
  );
}

/** One of the first steps in a new organization: creating an item of this feature. */
export function firstStepOf({ path, firstStep }: Create, home: string): FirstStep {
  return { ...firstStep, href: `${home}${path}` };
}

/** Begins with the first week in which something was created. Renders nothing if there is none. */
export function WeeklyChart({ feature: { weekly } }: Pick<OnDashboard, "feature">) {
  const values = weekly.values.slice(startOf(weekly.values));
  if (values.length === 0) return null;
  return (
    <Card title={weekly.title} stretch className="@2xl:col-span-2">
      <BarChart {...weekly} values={values} step="week" />
    </Card>
  );
}

/** The latest changes. Renders nothing if there are none. */
export function LatestOf({ feature: { name, latest }, home }: OnDashboard) {
  if (latest.items.length === 0) return null;
  return (
    <Card
      title={latest.title}
      className="first:@2xl:col-span-full"
      action={
        <TextLink href={`${home}/${name}`} className="py-1 text-sm">
          {latest.all}
        </TextLink>
      }
    >
      <ul aria-label={latest.title} className="grid gap-5">
        {latest.items.map(({ id, path, title, text, author, createdAt, at }) => (
          <li key={id} className="flex min-w-0 gap-3">
            <Avatar name={author ?? FORMER} size="sm" />
            <div className="grid min-w-0 grow gap-0.5 pt-1">
              <h3 dir="auto" className="min-w-0 text-sm font-medium">
                <a
                  href={`${home}${path}`}
                  title={title}
                  className="block truncate rounded-sm underline-offset-4 hover:underline"
                >
                  {title}
                </a>
              </h3>
              {text !== "" && (
                <p dir="auto" className="line-clamp-2 text-sm text-muted">
                  {text}
                </p>
              )}
              {/* The author may not be the one who changed it. */}
              <p className="text-xs text-muted">
                <bdi>{author ?? FORMER}</bdi> · {createdAt !== at && "changed "}
                <Time at={at} relative show="day" />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
