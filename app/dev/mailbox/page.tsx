import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { readDevMailbox } from "@/lib/email/dev-mailbox";
import { requireDevelopment } from "@/lib/web/adapters/require";

export const metadata: Metadata = { title: "Mailbox" };

export default async function MailboxPage() {
  requireDevelopment();
  const mails = await readDevMailbox(null);
  return (
    <main className="mx-auto grid max-w-[60rem] gap-8 px-4 py-10 sm:px-8">
      <PageHeader title="Mailbox" description="Mails sent while developing. None of them left this machine." />
      {mails.length === 0 && <EmptyState title="No mail yet">Sign up, and the verification mail lands here.</EmptyState>}
      {mails.map((mail) => (
        <article key={mail.id} className="grid gap-3 rounded-card border border-border bg-raised p-6">
          <header className="grid gap-1">
            <h2 className="font-semibold">{mail.subject}</h2>
            <p className="text-sm text-muted">
              To {mail.to}, <Time at={mail.created_at} />
            </p>
          </header>
          <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">{mail.text}</pre>
          {mail.links.map((link) => (
            <a key={link} href={link} className="text-sm break-all underline underline-offset-4">
              {link}
            </a>
          ))}
        </article>
      ))}
    </main>
  );
}
