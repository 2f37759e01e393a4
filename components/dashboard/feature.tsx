import { Plus } from "lucide-react";
import { FeatureIcon } from "@/components/layout/feature-icon";
import { BarChart } from "@/components/charts/bar-chart";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Time } from "@/components/ui/time";
import type { FeatureOnDashboard } from "@/lib/dashboard/features-on-dashboard";
import { Count } from "./count";
import type { FirstStep } from "./first-steps";

interface OnDashboard {
  feature: FeatureOnDashboard;
  /** The path that the organization's pages start with. */
  home: string;
}

type Create = NonNullable<FeatureOnDashboard["create"]>;

export function FeatureCount({ feature: { name, icon, count }, home }: OnDashboard) {
  return <Count label={count.label} value={count.value} href={`${home}/${name}`} icon={<FeatureIcon name={icon} />} />;
}

export function CreateLink({ create: { label, path }, home }: { create: Create; home: string }) {
  return (
    <LinkButton href={`${home}${path}`}>
      <Plus aria-hidden="true" className="size-4" />
      {label}
    </LinkButton>
  );
}

/** The first step in a new organization. */
export function firstStepOf({ path, firstStep }: Create, home: string): FirstStep {
  return { ...firstStep, href: `${home}${path}` };
}

/** Renders nothing if nothing was created in these weeks. */
export function WeeklyChart({ feature: { weekly } }: Pick<OnDashboard, "feature">) {
  if (weekly.values.every(({ value }) => value === 0)) return null;
  return (
    <Card title={weekly.title}>
      <BarChart {...weekly} step="week" />
    </Card>
  );
}

/** The latest changes. Renders nothing if there are none. */
export function LatestOf({ feature: { name, latest }, home }: OnDashboard) {
  if (latest.items.length === 0) return null;
  return (
    <Card title={latest.title}>
      <ul aria-label={latest.title} className="-my-2 grid divide-y divide-border">
        {latest.items.map(({ id, path, title, text, author, at }) => (
          <li key={id} className="grid min-w-0 gap-0.5 py-3">
            <h3 dir="auto" className="min-w-0 text-sm font-medium">
              <a href={`${home}${path}`} className="block truncate rounded-sm underline-offset-4 hover:underline">
                {title}
              </a>
            </h3>
            {text !== "" && (
              <p dir="auto" className="truncate text-sm text-muted">
                {text}
              </p>
            )}
            <p className="text-xs text-muted">
              <bdi>{author ?? "Former member"}</bdi> · <Time at={at} relative />
            </p>
          </li>
        ))}
      </ul>
      <LinkButton href={`${home}/${name}`} variant="secondary" size="sm" className="w-fit">
        {latest.all}
      </LinkButton>
    </Card>
  );
}
