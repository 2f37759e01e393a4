import { cx } from "@/components/ui/cx";

export type Interval = "monthly" | "yearly";

const CHOICES = [
  { interval: "monthly", label: "Monthly", href: "/pricing" },
  { interval: "yearly", label: "Yearly", href: "/pricing?billing=yearly" },
] as const;

/** The choice between monthly and yearly prices: two links, so that it works without JavaScript. */
export function IntervalChoice({ interval }: { interval: Interval }) {
  return (
    <nav aria-label="Billing interval" className="w-fit rounded-full border border-border bg-sunken p-1">
      <ul className="flex gap-0.5">
        {CHOICES.map((choice) => (
          <li key={choice.interval}>
            <a
              href={choice.href}
              aria-current={choice.interval === interval ? "true" : undefined}
              className={cx(
                "flex min-h-11 items-center rounded-full border px-5 text-sm font-medium transition-colors sm:min-h-9",
                choice.interval === interval
                  ? "border-border bg-overlay text-text"
                  : "border-transparent text-muted hover:text-text",
              )}
            >
              {choice.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
