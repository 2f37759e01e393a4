import { ChevronsUpDown, Search } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { Logo } from "@/components/ui/logo";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import type { NavItem, NavSection } from "@/components/layout/sidebar";
import { GatehouseDrawing } from "./gatehouse-drawing";
import { productViews, type ProductView } from "./product-views";
import { ORGANIZATION, SYSTEM_ADMIN, VIEWER, type SampleFeature } from "./samples";

export interface ProductTourProps {
  appName: string;
  /** The sidebar's sections, as an admin of an organization and as a system admin see them. */
  sections: { organization: NavSection; console: NavSection };
  /** The feature whose items are on the dashboard. */
  feature: SampleFeature | undefined;
  /** In milliseconds; the times in the pictures are relative to it. */
  now: number;
}

const NAME = "product-view";

/** Class names are written out in full, because the style sheet is generated from the class names in the source. */
const SHOWN: Record<string, string> = {
  dashboard: "group-has-[#view-dashboard:checked]/tour:block",
  members: "group-has-[#view-members:checked]/tour:block",
  "audit-log": "group-has-[#view-audit-log:checked]/tour:block",
  overview: "group-has-[#view-overview:checked]/tour:block",
};

function Tab({ view: { id, label }, isFirst }: { view: ProductView; isFirst: boolean }) {
  return (
    <label className="flex min-h-11 shrink-0 cursor-pointer items-center rounded-full border border-transparent px-1.5 text-sm sm:px-4 font-medium text-muted transition-colors hover:text-text has-checked:border-border has-checked:bg-overlay has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-focus sm:min-h-9">
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

const CHEVRONS = <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />;

function Switcher() {
  return (
    <span className="flex items-center gap-3 rounded-control border border-border bg-raised p-2 text-sm font-medium">
      <Avatar name={ORGANIZATION.name} square size="sm" />
      <span className="grid min-w-0 grow">
        <span className="truncate">{ORGANIZATION.name}</span>
        <span className="text-xs font-normal text-muted">Admin</span>
      </span>
      {CHEVRONS}
    </span>
  );
}

interface PictureProps extends ProductTourProps {
  view: ProductView;
}

/** The sidebar, without the parts that would need JavaScript. */
function Places({ view: { id, isOfConsole }, appName, sections }: PictureProps) {
  const { title, items } = isOfConsole ? sections.console : sections.organization;
  const person = isOfConsole ? SYSTEM_ADMIN : VIEWER;
  return (
    <div className="hidden flex-col gap-4 border-r border-border px-3 py-4 lg:flex">
      <span className="px-3">
        <Logo name={appName} />
      </span>
      {isOfConsole ? <OrganizationSwitcher organizations={[]} isConsole /> : <Switcher />}
      <span className="flex min-h-9 items-center gap-3 rounded-control border border-control bg-field px-3 text-sm text-muted">
        <Search aria-hidden="true" className="size-4" />
        <span className="grow">Search</span>
        <kbd className="key-cap">Ctrl K</kbd>
      </span>
      <div className="grid gap-1">
        <span className="px-3 pb-1 text-xs font-medium text-muted">{title}</span>
        <ul aria-label={title} className="grid gap-0.5">
          {items.map((item) => (
            <Place key={item.id} item={item} isCurrent={item.id === id} />
          ))}
        </ul>
      </div>
      <span className="mt-auto flex items-center gap-3 border-t border-border px-2 pt-4">
        <Avatar name={person.name} />
        <span className="grid min-w-0 grow text-sm">
          <span className="font-medium">{person.name}</span>
          <span className="truncate text-xs text-muted">{person.email}</span>
        </span>
        {CHEVRONS}
      </span>
    </div>
  );
}

function Picture(props: PictureProps) {
  const { id, path, picture } = props.view;
  return (
    <div inert className={cx("hidden overflow-clip rounded-card border border-border bg-page shadow-float", SHOWN[id])}>
      <div className="flex h-10 items-center border-b border-border bg-raised px-4 font-mono text-xs text-muted">{path}</div>
      <div className="grid h-[24rem] grid-cols-1 grid-rows-[minmax(0,1fr)] overflow-clip sm:h-160 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <Places {...props} />
        <div className="grid grid-cols-1 content-start gap-6 overflow-clip p-4 pt-6 mask-b-from-85% sm:p-8">{picture}</div>
      </div>
    </div>
  );
}

/** Pictures of the product. Works without JavaScript: each radio button shows its picture. */
export function ProductTour(props: ProductTourProps) {
  const views = productViews(props);
  return (
    <div className="group/tour grid grid-cols-1">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-6 md:flex-nowrap">
        <fieldset className="flex max-w-full shrink-0 gap-0.5 rounded-full border border-border bg-sunken p-1 max-sm:w-full max-sm:justify-between md:mb-4">
          <legend className="sr-only">Page to show</legend>
          {views.map((view, index) => (
            <Tab key={view.id} view={view} isFirst={index === 0} />
          ))}
        </fieldset>
        {/* Stands on the picture, and reaches up beside the text above. */}
        <GatehouseDrawing className="mx-auto w-60 shrink-0 md:-mt-24 md:mr-6 md:ml-0 md:w-44 lg:-mt-48 lg:w-90 xl:w-[28rem]" />
      </div>
      {views.map((view) => (
        <Picture key={view.id} {...props} view={view} />
      ))}
      <p className="pt-5 text-center text-sm text-muted">
        Each page is rendered by the app’s real components, with sample data.
      </p>
    </div>
  );
}
