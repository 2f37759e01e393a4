import { Mail } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { Time } from "@/components/ui/time";
import { readDevMailboxPage } from "@/lib/email/dev-mailbox";
import { requireDevelopment } from "@/lib/web/adapters/require";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";

export const metadata: Metadata = { title: "Mailbox" };

const HERE = "/dev/mailbox";

export default async function MailboxPage({ searchParams }: { searchParams: SearchParams }) {
  requireDevelopment();
  const page = await readDevMailboxPage(await searchParam(searchParams, "cursor"));
  return (
    <main className="mx-auto grid max-w-[60rem] gap-8 px-4 py-10 sm:px-8">
      <PageHeader
        title="Mailbox"
        description="E-mails sent during development, newest first. None of them left this machine."
        breadcrumb={[{ label: "Front page", href: "/" }]}
      />
      {page.items.length === 0 && (
        <EmptyState icon={<Mail aria-hidden="true" />} title="No e-mails yet">
          Sign up, and the verification e-mail appears here.
        </EmptyState>
      )}
      {page.items.length > 0 && (
        <ul className="divide-y divide-border rounded-card border border-border bg-raised">
          {page.items.map(({ id, subject, to, text, created_at }) => (
            <li key={id} className="relative grid gap-1 px-5 py-4 transition-colors hover:bg-sunken">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <a href={`${HERE}/${id}`} className="font-semibold after:absolute after:inset-0">
                  {subject}
                </a>
                <span className="text-xs text-muted">
                  <Time at={created_at} relative />
                </span>
              </div>
              <p className="text-sm wrap-anywhere">{to}</p>
              <p className="line-clamp-1 text-sm text-muted">{text}</p>
            </li>
          ))}
        </ul>
      )}
      <Paging here={HERE} page={{ ...page, query: {} }} />
    </main>
  );
}
