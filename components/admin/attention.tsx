import { Check, TriangleAlert } from "lucide-react";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { Overview } from "@/lib/admin/get-overview";
import type { ReactNode } from "react";

interface Item {
  title: string;
  text: ReactNode;
  isCalm: boolean;
  link?: { href: string; label: string };
}

const counted = (count: number, one: string, many: string) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

function itemsOf({ failed_sign_ins, mail, jobs }: Overview["attention"]): Item[] {
  const { now, before } = failed_sign_ins;
  return [
    {
      title: "Sign-ins",
      text: `${counted(now, "failed sign-in", "failed sign-ins")} in 24 hours, ${before.toLocaleString("en")} in the 24 hours before`,
      // A few mistyped passwords are normal.
      isCalm: now <= Math.max(10, 2 * before),
      link: { href: "/admin/audit-log?action=auth.sign-in&outcome=refused&period=24h", label: "Show failed sign-ins" },
    },
    {
      title: "Mail",
      text: mail.is_stuck
        ? "E-mails are not being delivered"
        : `${counted(mail.given_up, "undelivered e-mail", "undelivered e-mails")} in 7 days`,
      isCalm: !mail.is_stuck && mail.given_up === 0,
    },
    {
      title: "Jobs",
      text:
        jobs.last_run_at === null ? (
          "No job has run yet"
        ) : (
          <>
            {counted(jobs.failed, "failed run", "failed runs")} in 7 days, last run <Time at={jobs.last_run_at} relative />
          </>
        ),
      isCalm: jobs.failed === 0,
    },
  ];
}

/** What needs attention, and what does not: each with an icon, words and a link where there is more to see. */
export function Attention({ attention }: { attention: Overview["attention"] }) {
  const items = itemsOf(attention);
  const isCalm = items.every((item) => item.isCalm);
  return (
    <Card title={isCalm ? "Nothing needs attention" : "Needs attention"} className="md:col-span-2">
      <ul className="grid gap-x-8 gap-y-4 md:grid-cols-3">
        {items.map(({ title, text, isCalm, link }) => (
          <li key={title} className="flex items-start gap-3 text-sm">
            {isCalm ? (
              <Check aria-label="Fine" className="mt-0.5 size-4 shrink-0 text-success" />
            ) : (
              <TriangleAlert aria-label="Attention" className="mt-0.5 size-4 shrink-0 text-warning" />
            )}
            <span className="grid min-w-0 gap-1">
              <span className="font-medium">{title}</span>
              <span className="text-muted">{text}</span>
              {link && (
                <TextLink href={link.href} className="w-fit py-1">
                  {link.label}
                </TextLink>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
