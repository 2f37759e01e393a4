import { Check, Info, Minus, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { Overview } from "@/lib/admin/get-overview";

interface Item {
  title: string;
  text: ReactNode;
  /** `usual` for something unwelcome that is no more frequent than usual. */
  state: "calm" | "usual" | "unknown" | "urgent";
  /** Leads to what was counted. */
  href?: string;
}

const FAILED_SIGN_INS = "/admin/audit-log?action=auth.sign-in&outcome=refused&period=24h";

/** Usual days are counted up to this number. */
const MOST_USUAL = 2_000;

const counted = (count: number, one: string, many: string) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

function signIns({ count, has_more, usual, is_unusual }: Overview["attention"]["failed_sign_ins"]): Item {
  const number = `${count.toLocaleString("en")}${has_more ? "+" : ""}`;
  const text = `${number} failed ${count === 1 ? "sign-in" : "sign-ins"} in 24 hours`;
  const more = count === 0 ? {} : { href: FAILED_SIGN_INS };
  if (!is_unusual) return { title: "Sign-ins", text, state: count === 0 ? "calm" : "usual", ...more };
  return {
    title: "Sign-ins",
    text: `${text}, ${usual < MOST_USUAL ? `about ${usual.toLocaleString("en")}` : `${MOST_USUAL.toLocaleString("en")} or more`} on a usual day`,
    state: "urgent",
    ...more,
  };
}

function mails({ is_stuck, given_up }: Overview["attention"]["mail"]): Item {
  return {
    title: "Mail",
    text: is_stuck
      ? "E-mails are not being delivered"
      : `${counted(given_up, "undelivered e-mail", "undelivered e-mails")} in 7 days`,
    state: is_stuck || given_up > 0 ? "urgent" : "calm",
  };
}

function jobRuns({ last_run_at, failed, unfinished, late }: Overview["attention"]["jobs"]): Item {
  if (last_run_at === null)
    return { title: "Jobs", text: "No job has run yet", state: late.length > 0 ? "urgent" : "unknown" };
  return {
    title: "Jobs",
    text: (
      <>
        {counted(failed, "failed job run", "failed job runs")}
        {unfinished > 0 && ` and ${counted(unfinished, "unfinished run", "unfinished runs")}`} in 7 days, last run{" "}
        <Time at={last_run_at} relative />
        {late.length > 0 && `. Not run for two days: ${late.join(", ")}`}
      </>
    ),
    state: failed > 0 || unfinished > 0 || late.length > 0 ? "urgent" : "calm",
  };
}

function Mark({ state }: Pick<Item, "state">) {
  if (state === "urgent") return <TriangleAlert aria-label="Attention" className="mt-0.5 size-4 shrink-0 text-warning" />;
  if (state === "unknown") return <Minus aria-label="Unknown" className="mt-0.5 size-4 shrink-0 text-muted" />;
  if (state === "usual") return <Info aria-label="As usual" className="mt-0.5 size-4 shrink-0 text-muted" />;
  return <Check aria-label="Fine" className="mt-0.5 size-4 shrink-0 text-success" />;
}

function Words({ text, href }: Item) {
  return href ? <TextLink href={href}>{text}</TextLink> : text;
}

/** What needs attention: one line while everything is fine, else a card, each item with an icon and words. */
export function Attention({ attention }: { attention: Overview["attention"] }) {
  const items = [signIns(attention.failed_sign_ins), mails(attention.mail), jobRuns(attention.jobs)];
  if (items.every(({ state }) => state !== "urgent")) return <Calm items={items} />;
  return (
    <Card title="Needs attention">
      <ul className="grid gap-x-8 gap-y-4 md:grid-cols-3">
        {items.map((item) => (
          <li key={item.title} className="flex items-start gap-3 text-sm">
            <Mark state={item.state} />
            <span className="grid min-w-0 gap-1">
              <span className="font-medium">{item.title}</span>
              <span className="text-muted">
                <Words {...item} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Calm({ items }: { items: Item[] }) {
  return (
    <section className="grid gap-3 rounded-card border border-border bg-raised p-6">
      <h2 className="font-semibold">Nothing needs attention</h2>
      <ul className="flex flex-wrap gap-x-8 gap-y-2 text-sm text-muted">
        {items.map((item) => (
          <li key={item.title} className="flex items-start gap-2">
            <Mark state={item.state} />
            <span>
              <Words {...item} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
