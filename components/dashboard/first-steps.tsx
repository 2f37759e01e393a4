import type { ReactNode } from "react";

export interface FirstStep {
  title: string;
  text: string;
  /** The link or form for this step. */
  action: ReactNode;
}

/** The first steps for an organization without content. */
export function FirstSteps({ steps }: { steps: FirstStep[] }) {
  return (
    <section className="grid gap-6 rounded-card border border-dashed border-control p-6 sm:p-8">
      <div className="grid gap-1">
        <h2 className="text-lg font-semibold">First steps</h2>
        <p className="text-sm text-muted">This organization is empty. Start with either step.</p>
      </div>
      <ol className="grid gap-6 sm:grid-cols-2">
        {steps.map(({ title, text, action }, index) => (
          <li key={title} className="flex gap-4">
            <span
              aria-hidden="true"
              className="grid size-8 shrink-0 place-items-center rounded-full bg-sunken text-sm font-semibold"
            >
              {index + 1}
            </span>
            <div className="grid content-start justify-items-start gap-3">
              <div className="grid gap-1">
                <h3 className="font-semibold">{title}</h3>
                <p className="max-w-[40ch] text-sm text-muted">{text}</p>
              </div>
              {action}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
