import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";
import { cx } from "@/components/ui/cx";
import { CONTENT_ID, SkipLink } from "@/components/layout/skip-link";
import { OPENAPI_PATH, REFERENCE_PATH } from "@/lib/web/edge/paths";
import type { ReferenceSection } from "@/lib/web/openapi/reference";

export interface ReferenceFrameProps {
  appName: string;
  title: string;
  sections: ReferenceSection[];
  /** The slug of the section that the page shows; null for the overview. */
  current: string | null;
  children: ReactNode;
}

const ITEM = "flex min-h-11 items-center rounded-control px-3 transition-colors lg:min-h-9 lg:text-sm";

function Item({ href, isCurrent, children }: { href: string; isCurrent: boolean; children: ReactNode }) {
  return (
    <a
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={cx(ITEM, isCurrent ? "bg-accent-soft font-medium text-accent" : "hover:bg-sunken")}
    >
      {children}
    </a>
  );
}

function Sections({ sections, current }: Pick<ReferenceFrameProps, "sections" | "current">) {
  return (
    <ul className="grid gap-0.5">
      <li>
        <Item href={REFERENCE_PATH} isCurrent={current === null}>
          Overview
        </Item>
      </li>
      {sections.map(({ slug, name, operations }) => (
        <li key={slug}>
          <Item href={`${REFERENCE_PATH}/${slug}`} isCurrent={slug === current}>
            {name}
          </Item>
          {slug === current && (
            <ul className="my-1 ml-3 grid border-l border-border pl-1">
              {operations.map(({ id, summary }) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    className="flex min-h-11 items-center rounded-control px-3 py-1 text-sm text-muted transition-colors hover:bg-sunken hover:text-text lg:min-h-8"
                  >
                    {summary}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The sections of the API beside the page or, on a phone, in a part above it that opens. */
export function ReferenceFrame({ appName, title, sections, current, children }: ReferenceFrameProps) {
  const name = sections.find(({ slug }) => slug === current)?.name ?? "Overview";
  return (
    <div className="mx-auto min-h-dvh w-full max-w-[80rem]">
      <SkipLink />
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-border px-4 py-3 sm:px-8">
        <a href="/" className="flex min-h-8 items-center rounded-control">
          <Logo name={appName} />
        </a>
        <a href={OPENAPI_PATH} className="inline-flex min-h-8 items-center rounded-sm text-sm underline underline-offset-4">
          OpenAPI document
        </a>
      </header>
      <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <nav aria-label={title} className="hidden border-r border-border py-8 pr-4 pl-5 lg:block">
          <div className="sticky top-8 max-h-[calc(100dvh-4rem)] overflow-y-auto p-0.5">
            <Sections sections={sections} current={current} />
          </div>
        </nav>
        <nav aria-label={title} className="border-b border-border px-4 py-2 sm:px-8 lg:hidden">
          <details className="group">
            <summary className="flex min-h-11 cursor-pointer items-center rounded-control font-medium">
              <span className="mr-2 text-muted">Section:</span> {name}
              <ChevronDown aria-hidden="true" className="ml-auto size-5 text-muted group-open:rotate-180" />
            </summary>
            <div className="pb-2">
              <Sections sections={sections} current={current} />
            </div>
          </details>
        </nav>
        <main
          id={CONTENT_ID}
          tabIndex={-1}
          className="grid min-w-0 grid-cols-1 content-start gap-12 px-4 py-8 outline-none sm:px-8 lg:py-10"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
