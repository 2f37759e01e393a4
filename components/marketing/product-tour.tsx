import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { Logo } from "@/components/ui/logo";
import type { NavItem } from "@/components/layout/sidebar";
import { ORGANIZATION, PLACES, productViews, type ProductView } from "./product-views";
import { VIEWER } from "./samples";

const NAME = "product-view";

/** Class names are written out in full, because the style sheet is generated from the class names in the source. */
const SHOWN: Record<string, string> = {
  dashboard: "group-has-[#view-dashboard:checked]/tour:block",
  members: "group-has-[#view-members:checked]/tour:block",
  "audit-log": "group-has-[#view-audit-log:checked]/tour:block",
  console: "group-has-[#view-console:checked]/tour:block",
};

function Tab({ view: { id, label }, isFirst }: { view: ProductView; isFirst: boolean }) {
  return (
    <label className="flex min-h-11 shrink-0 cursor-pointer items-center rounded-full px-2.5 text-sm sm:px-4 font-medium text-muted transition-colors hover:text-text has-checked:bg-overlay has-checked:text-text has-checked:shadow-float has-focus-visible:outline-2 has-focus-visible:outline-focus sm:min-h-9">
      <input type="radio" name={NAME} id={`view-${id}`} defaultChecked={isFirst} className="sr-only" />
      {label}
    </label>
  );
}

function Place({ item: { icon, label }, isCurrent }: { item: NavItem; isCurrent: boolean }) {
  return (
    <li
      className={cx(
        "flex min-h-9 items-center gap-3 rounded-control px-3 text-sm [&>svg]:size-[1.125rem] [&>svg]:shrink-0",
        isCurrent ? "bg-accent-soft font-medium text-accent" : "[&>svg]:text-muted",
      )}
    >
      {icon}
      {label}
    </li>
  );
}

function Places({ appName, current }: { appName: string; current: string }) {
  const { title, items } = current === "console" ? PLACES.console : PLACES.organization;
  return (
    <div className="hidden flex-col gap-6 border-r border-border px-3 py-5 lg:flex">
      <span className="px-3">
        <Logo name={appName} />
      </span>
      {current !== "console" && (
        <span className="flex items-center gap-3 rounded-control border border-border bg-raised p-2 text-sm font-medium">
          <Avatar name={ORGANIZATION} square size="sm" />
          {ORGANIZATION}
        </span>
      )}
      <div className="grid gap-1">
        <span className="px-3 pb-1 text-xs font-medium text-muted">{title}</span>
        <ul className="grid gap-0.5">
          {items.map((item) => (
            <Place key={item.id} item={item} isCurrent={item.id === current} />
          ))}
        </ul>
      </div>
      <span className="mt-auto flex items-center gap-3 border-t border-border px-2 pt-4">
        <Avatar name={VIEWER.name} />
        <span className="grid min-w-0 text-sm">
          <span className="font-medium">{VIEWER.name}</span>
          <span className="truncate text-xs text-muted">{VIEWER.email}</span>
        </span>
      </span>
    </div>
  );
}

function Picture({ view: { id, path, picture }, appName }: { view: ProductView; appName: string }) {
  return (
    <div inert className={cx("hidden overflow-clip rounded-card border border-border bg-page shadow-float", SHOWN[id])}>
      <div className="flex h-10 items-center border-b border-border bg-raised px-4 font-mono text-xs text-muted">{path}</div>
      <div className="grid h-[34rem] grid-cols-1 grid-rows-[minmax(0,1fr)] overflow-clip sm:h-[40rem] lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Places appName={appName} current={id} />
        <div className="grid content-start gap-6 p-4 pt-6 sm:p-8">{picture}</div>
      </div>
    </div>
  );
}

/** Pictures of the product. Works without JavaScript: each radio button shows its picture. */
export function ProductTour({ appName, now }: { appName: string; now: number }) {
  const views = productViews(now);
  return (
    <div className="group/tour grid grid-cols-1 gap-5">
      <fieldset className="mx-auto flex max-w-full flex-wrap justify-center gap-1 rounded-[1.75rem] bg-sunken p-1">
        <legend className="sr-only">Page to show</legend>
        {views.map((view, index) => (
          <Tab key={view.id} view={view} isFirst={index === 0} />
        ))}
      </fieldset>
      {views.map((view) => (
        <Picture key={view.id} view={view} appName={appName} />
      ))}
      <p className="text-center text-sm text-muted">Each page is rendered by the app’s real components, with sample data.</p>
    </div>
  );
}
