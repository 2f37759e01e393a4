import type { Metadata } from "next";
import { requireDevelopment } from "@/lib/web/adapters/require";
import { Gallery, groupId, GROUPS } from "./gallery";

export const metadata: Metadata = { title: "Components" };

const THEMES = ["light", "dark"] as const;
const THEME_NAMES = { light: "By day", dark: "By night" };

function Groups({ theme }: { theme: (typeof THEMES)[number] }) {
  return (
    <nav
      aria-label={THEME_NAMES[theme]}
      className="sticky top-0 z-10 -mx-4 border-b border-border bg-page px-4 sm:-mx-8 sm:px-8"
    >
      <ul className="flex gap-x-1 overflow-x-auto py-2">
        {GROUPS.map((title) => (
          <li key={title} className="shrink-0">
            <a
              href={`#${groupId(theme, title)}`}
              className="inline-flex min-h-8 items-center rounded-control px-3 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-text"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export default function Page() {
  requireDevelopment();
  return (
    <main className="2xl:grid 2xl:grid-cols-2">
      <h1 className="sr-only">Components</h1>
      {THEMES.map((theme) => (
        <section key={theme} data-theme={theme} aria-labelledby={theme} className="bg-page px-4 py-12 text-text sm:px-8">
          <div className="mx-auto grid max-w-[52rem] grid-cols-1 gap-12">
            <h2 id={theme} className="text-2xl font-semibold">
              {THEME_NAMES[theme]}
            </h2>
            <Groups theme={theme} />
            <Gallery prefix={theme} now={Date.now()} />
          </div>
        </section>
      ))}
    </main>
  );
}
