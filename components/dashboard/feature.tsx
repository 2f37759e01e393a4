import { Plus } from "lucide-react";
import { FeatureIcon } from "@/components/layout/feature-icon";
import { LinkButton } from "@/components/ui/link-button";
import { LinkCards } from "@/components/ui/link-cards";
import { Time } from "@/components/ui/time";
import type { DashboardItem } from "@/lib/access/feature-spec";
import type { FeatureOnDashboard } from "@/lib/dashboard/get-dashboard";
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
export function firstStepOf({ path, firstStep: { title, text, label } }: Create, home: string): FirstStep {
  return { title, text, action: <LinkButton href={`${home}${path}`}>{label}</LinkButton> };
}

function Event({ item: { author, event, at } }: { item: DashboardItem }) {
  return (
    <>
      <bdi>{author ?? "Former member"}</bdi> · {event} <Time at={at} relative />
    </>
  );
}

/** The latest changes. Renders nothing if there are none. */
export function LatestOf({ feature: { name, latest }, home }: OnDashboard) {
  if (latest.items.length === 0) return null;
  const cards = latest.items.map((item) => ({ ...item, href: `${home}${item.path}`, footer: <Event item={item} /> }));
  return (
    <section className="grid gap-4">
      <div className="flex items-center justify-between gap-4">
        <h2 className="text-lg font-semibold">{latest.title}</h2>
        <LinkButton href={`${home}/${name}`} variant="ghost" size="sm" className="-mr-3">
          {latest.all}
        </LinkButton>
      </div>
      <LinkCards label={latest.title} cards={cards} headingLevel={3} />
    </section>
  );
}
