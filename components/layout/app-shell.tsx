import { ChevronRight, Menu } from "lucide-react";
import type { ReactNode } from "react";
import { Flash, type FlashMessage } from "@/components/ui/flash";
import { LogoMark } from "@/components/ui/logo";
import { Sidebar, type SidebarProps } from "./sidebar";
import { CONTENT_ID, SkipLink } from "./skip-link";

const SIDEBAR_ID = "sidebar";

export interface AppShellProps extends SidebarProps {
  /** The name of the organization or area that the sections belong to. */
  context: string;
  /** The message of the last action. */
  flash?: FlashMessage | null;
  children: ReactNode;
}

/** The shell with a sidebar. On a phone, the sidebar is a sheet that the top bar opens without JavaScript. */
export function AppShell({ context, flash, children, ...sidebar }: AppShellProps) {
  const place = sidebar.sections.flatMap(({ items }) => items).find(({ id }) => id === sidebar.current);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[16rem_minmax(0,1fr)]">
      <SkipLink />
      <header className="sticky top-0 z-30 flex items-center gap-2 border-b border-border bg-page py-2 pr-1 pl-3 lg:hidden">
        <a href={sidebar.homeHref} aria-label={sidebar.appName} className="rounded-control p-1.5">
          <LogoMark />
        </a>
        <p className="flex min-w-0 grow gap-1.5 text-sm">
          <span title={context} className="truncate text-muted">
            {context}
          </span>
          {place && (
            <>
              <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 self-center text-muted" />
              <span className="shrink-0 font-medium">{place.label}</span>
            </>
          )}
        </p>
        <button
          type="button"
          popoverTarget={SIDEBAR_ID}
          className="inline-flex min-h-11 shrink-0 items-center gap-2 rounded-control px-3 text-sm font-medium hover:bg-sunken"
        >
          <Menu aria-hidden="true" className="size-5" />
          Menu
        </button>
      </header>
      {/* Keyed by organization, so that the sheet closes when the organization changes. */}
      <aside
        key={sidebar.homeHref}
        id={SIDEBAR_ID}
        popover="auto"
        aria-label="Sidebar"
        className="slide-in inset-y-0 right-auto left-0 m-0 h-dvh max-h-none w-[min(20rem,85vw)] flex-col gap-6 overflow-y-auto border-0 border-r border-border bg-overlay px-3 py-5 text-text shadow-float backdrop:bg-scrim open:flex lg:sticky lg:top-0 lg:flex lg:w-auto lg:bg-page lg:shadow-none"
      >
        <Sidebar {...sidebar} />
      </aside>
      <main
        id={CONTENT_ID}
        tabIndex={-1}
        className="mx-auto grid w-full max-w-[72rem] grid-cols-1 content-start gap-4 px-4 pt-6 pb-24 outline-none sm:gap-8 sm:px-8 lg:pt-10"
      >
        {flash && (
          <Flash key={flash.id} id={flash.id} tone={flash.tone}>
            {flash.text}
          </Flash>
        )}
        {children}
      </main>
    </div>
  );
}
