import { Check } from "lucide-react";
import { LinkButton } from "@/components/ui/link-button";
import { cx } from "@/components/ui/cx";

export interface FirstStep {
  title: string;
  text: string;
  href: string;
  isDone: boolean;
}

function Mark({ number, isDone }: { number: number; isDone: boolean }) {
  return (
    <span
      className={cx(
        "grid size-7 shrink-0 place-items-center rounded-full text-sm font-semibold",
        isDone ? "bg-success-soft text-success" : "border border-control text-muted",
      )}
    >
      {isDone ? <Check aria-label="Done" className="size-4" /> : <span aria-hidden="true">{number}</span>}
    </span>
  );
}

/** The steps for a new organization, shown until all are done. The next step has the primary button. */
export function FirstSteps({ steps }: { steps: FirstStep[] }) {
  const done = steps.filter(({ isDone }) => isDone).length;
  if (done === steps.length) return null;
  const next = steps.findIndex(({ isDone }) => !isDone);
  return (
    <section className="grid gap-6 rounded-card border border-border bg-raised p-6">
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <h2 className="font-semibold">First steps</h2>
        <div className="flex items-center gap-3 text-sm text-muted">
          <span>
            {done} of {steps.length} done
          </span>
          <ProgressBar done={done} of={steps.length} />
        </div>
      </div>
      <ol className="grid divide-y divide-border">
        {steps.map(({ title, text, href, isDone }, index) => (
          <li key={title} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0 sm:flex-nowrap">
            <Mark number={index + 1} isDone={isDone} />
            <div className="grid min-w-0 grow basis-48 gap-0.5">
              <h3 className={cx("text-sm font-medium", isDone && "text-muted")}>{title}</h3>
              {!isDone && <p className="text-sm text-muted">{text}</p>}
            </div>
            {!isDone && (
              <LinkButton href={href} size="sm" variant={index === next ? "primary" : "secondary"} className="ms-11 sm:ms-0">
                {title}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function ProgressBar({ done, of }: { done: number; of: number }) {
  return (
    <svg viewBox={`0 0 ${of * 32} 6`} aria-hidden="true" className="h-1.5 w-24" preserveAspectRatio="none">
      {Array.from({ length: of }, (_, index) => (
        <rect
          key={index}
          x={index * 32}
          width={28}
          height={6}
          rx={3}
          className={index < done ? "fill-success" : "fill-stone"}
        />
      ))}
    </svg>
  );
}
