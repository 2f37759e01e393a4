import type { ReactNode } from "react";
import type { ButtonVariant } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Logo } from "@/components/ui/logo";
import { Battlement } from "./battlement";
import { CONTENT_ID, SkipLink } from "./skip-link";

export interface SiteLink {
  label: string;
  href: string;
}

export interface FooterColumn {
  title: string;
  /** A label without a `href` is plain text, with its place in the source if it has one. */
  links: { label: string; href?: string; place?: string }[];
}

export interface MarketingShellProps {
  appName: string;
  /** Links to parts of the page, the documentation and the source. */
  links: SiteLink[];
  /** Links to sign in or sign up or, for a signed-in user, to open the app. The last one is a filled button. */
  ways: SiteLink[];
  /** The columns of the footer. */
  columns: FooterColumn[];
  summary: string;
  /** The path of the page, which its own link in the header marks. */
  here: string;
  children: ReactNode;
}

function Links({ links, here, last = "ghost" }: { links: SiteLink[]; here?: string; last?: ButtonVariant }) {
  return links.map(({ label, href }, index) => (
    <LinkButton
      key={label}
      href={href}
      variant={index === links.length - 1 ? last : "ghost"}
      size="sm"
      aria-current={href === here ? "page" : undefined}
      className="aria-[current=page]:text-accent"
    >
      {label}
    </LinkButton>
  ));
}

function Column({ title, links }: FooterColumn) {
  return (
    <section aria-label={title} className="grid content-start gap-1">
      <h2 className="pb-1 text-sm font-semibold">{title}</h2>
      <ul className="grid">
        {links.map(({ label, href, place }) => (
          <li key={label} className="flex min-h-8 flex-col justify-center text-sm">
            {href === undefined ? (
              <>
                <span>{label}</span>
                {place !== undefined && <span className="pb-1.5 text-xs">{place}</span>}
              </>
            ) : (
              <a href={href} className="inline-flex min-h-8 items-center rounded-sm hover:underline">
                {label}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function MarketingShell({ appName, links, ways, columns, summary, here, children }: MarketingShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-[72rem] items-center justify-between gap-4 px-4 py-4 sm:px-8">
        <a href="/" className="flex min-h-8 items-center rounded-control">
          <Logo name={appName} />
        </a>
        <div className="flex items-center gap-2">
          {links.length > 0 && (
            <nav aria-label="Site" className="hidden md:flex">
              <Links links={links} here={here} />
            </nav>
          )}
          <nav aria-label="Account" className="flex gap-1">
            <Links links={ways} last="primary" />
          </nav>
        </div>
      </header>
      <main id={CONTENT_ID} tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <footer className="mt-16 lg:mt-24">
        <Battlement />
        <div className="bg-stone">
          <div className="mx-auto flex w-full max-w-[72rem] flex-wrap justify-between gap-x-16 gap-y-8 px-4 py-8 sm:px-8 lg:flex-nowrap lg:py-10">
            <div className="grid max-w-[36ch] content-start gap-3 text-sm">
              <Logo name={appName} />
              <p>{summary}</p>
            </div>
            <div className="grid shrink-0 grid-cols-2 gap-x-12 gap-y-8 max-sm:w-full sm:grid-cols-3 lg:gap-x-16">
              {columns.map((column) => (
                <Column key={column.title} {...column} />
              ))}
            </div>
          </div>
        </div>
      </footer>
    </div>
  );
}
