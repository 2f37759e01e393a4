import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { findDevMail } from "@/lib/email/dev-mailbox";
import { requireDevelopment } from "@/lib/web/adapters/require";

export const metadata: Metadata = { title: "E-mail" };

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  requireDevelopment();
  const mail = await findDevMail((await params).id);
  if (mail === null) notFound();
  return (
    <main className="mx-auto grid max-w-[60rem] grid-cols-1 gap-8 px-4 py-10 sm:px-8">
      <PageHeader
        title={mail.subject}
        description={
          <>
            To {mail.to}, <Time at={mail.created_at} />
          </>
        }
        breadcrumb={[{ label: "Mailbox", href: "/dev/mailbox" }]}
      />
      {/* No script runs in the frame. A link in it replaces the whole page, not only the frame. */}
      <iframe
        title="The e-mail as its recipient sees it"
        sandbox="allow-top-navigation-by-user-activation"
        srcDoc={mail.html.replaceAll("<a ", '<a target="_top" ')}
        className="h-[32rem] w-full rounded-card border border-border bg-raised"
      />
      {mail.links.length > 0 && (
        <section className="grid gap-2">
          <h2 className="font-semibold">Links</h2>
          <ul className="grid gap-2 text-sm">
            {mail.links.map((link) => (
              <li key={link}>
                <TextLink href={link} className="wrap-anywhere">
                  {link}
                </TextLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <details>
        <summary className="disclosure py-1 text-sm">Text part</summary>
        <pre
          tabIndex={0}
          className="mt-3 rounded-card border border-border bg-raised p-6 font-mono text-xs wrap-anywhere whitespace-pre-wrap"
        >
          {mail.text}
        </pre>
      </details>
    </main>
  );
}
