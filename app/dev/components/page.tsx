import type { Metadata } from "next";
import { requireDevelopment } from "@/lib/web/adapters/require";
import { Gallery } from "./gallery";

export const metadata: Metadata = { title: "Components" };

const THEMES = ["light", "dark"] as const;

export default function Page() {
  requireDevelopment();
  return (
    <main className="2xl:grid 2xl:grid-cols-2">
      <h1 className="sr-only">Components</h1>
      {THEMES.map((theme) => (
        <section key={theme} data-theme={theme} aria-labelledby={theme} className="bg-page px-4 py-12 text-text sm:px-8">
          <div className="mx-auto grid max-w-[52rem] gap-12">
            <h2 id={theme} className="text-2xl font-semibold">
              {theme === "light" ? "By day" : "By night"}
            </h2>
            <Gallery prefix={theme} now={Date.now()} />
          </div>
        </section>
      ))}
    </main>
  );
}
