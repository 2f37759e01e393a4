import { KeyRound, LogOut, MonitorSmartphone, UserRound } from "lucide-react";
import { SessionList } from "@/components/forms/session-list";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import { Sidebar } from "@/components/layout/sidebar";
import { PageHeader } from "@/components/ui/page-header";
import type { SessionView } from "@/lib/auth/sessions/list-sessions";

const MINUTE_MS = 60_000;

// Addresses from the blocks reserved for documentation (RFC 5737, RFC 3849).
function sampleSessions(now: number): SessionView[] {
  const at = (minutes: number) => new Date(now - minutes * MINUTE_MS).toISOString();
  const times = (created: number, seen: number) => ({ created_at: at(created), last_seen_at: at(seen) });
  return [
    { id: "1", browser: "Firefox", system: "macOS", ip_address: "192.0.2.17", current: true, ...times(26, 0) },
    { id: "2", browser: "Safari", system: "iPhone", ip_address: "2001:db8::5c1e", current: false, ...times(4_380, 34) },
    { id: "3", browser: "Edge", system: "Windows", ip_address: "198.51.100.204", current: false, ...times(31_150, 12_700) },
  ];
}

const SECTIONS = [
  {
    title: "Account",
    items: [
      { id: "profile", label: "Profile", href: "/account/profile", icon: <UserRound /> },
      { id: "password", label: "Password", href: "/account/password", icon: <KeyRound /> },
      { id: "sessions", label: "Sessions", href: "/account/sessions", icon: <MonitorSmartphone /> },
    ],
  },
];

/** A static picture of the product: its own components with sample data and inactive buttons. */
export function ProductPicture({ appName, now }: { appName: string; now: number }) {
  return (
    <figure className="grid gap-3">
      <div
        inert
        className="overflow-hidden rounded-card border border-border bg-page shadow-float lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]"
      >
        <div className="hidden flex-col gap-6 border-r border-border px-3 py-5 lg:flex">
          <Sidebar
            appName={appName}
            homeHref="/"
            sections={SECTIONS}
            current="sessions"
            switcher={
              <OrganizationSwitcher
                organizations={[{ slug: "north", name: "North Yard", role: "org_admin", suspended: false }]}
                currentSlug="north"
              />
            }
            user={{ name: "Ines Okafor", email: "ines@example.com" }}
            signOut={
              <span className="flex min-h-8 items-center gap-2 px-3 text-sm font-medium text-muted">
                <LogOut className="size-4" />
                Sign out
              </span>
            }
          />
        </div>
        <div className="grid content-start gap-8 p-4 pt-6 sm:p-8">
          <PageHeader
            title="Sessions"
            headingLevel={3}
            breadcrumb={[{ label: "Account", href: "/account/profile" }, { label: "Sessions" }]}
            description="The devices you are signed in on. If you don't recognize one, sign it out."
          />
          <div className="sm:rounded-card sm:border sm:border-border sm:bg-raised sm:px-2 sm:py-4">
            <SessionList sessions={sampleSessions(now)} />
          </div>
        </div>
      </div>
      <figcaption className="text-sm text-muted">
        The page <code className="font-mono">/account/sessions</code>, drawn by its own components with sample data.
      </figcaption>
    </figure>
  );
}
