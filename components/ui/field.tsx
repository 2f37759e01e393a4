import type { ReactNode } from "react";
import { cx } from "./cx";
import { DANGER_PATH, Glyph } from "./glyph";

export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

export interface FieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** To the right of the label, but after the control in tab order: a link such as "Forgot password?". */
  aside?: ReactNode;
  children: (control: ControlProps) => ReactNode;
}

/** Label, control, hint and error, connected for screen readers. */
export function Field({ id, label, hint, error, aside, children }: FieldProps) {
  const errorId = error && `${id}-error`;
  const hintId = hint ? `${id}-hint` : undefined;
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5">
      <label htmlFor={id} className={cx("text-sm font-medium", !aside && "col-span-full")}>
        {label}
      </label>
      <div className="col-span-full min-w-0">
        {children({
          id,
          "aria-describedby": cx(errorId, hintId) || undefined,
          "aria-invalid": error ? true : undefined,
        })}
      </div>
      {aside && <span className="col-start-2 row-start-1 text-sm">{aside}</span>}
      {error && (
        <p id={errorId} className="col-span-full flex gap-1.5 text-sm text-danger">
          <Glyph path={DANGER_PATH} className="mt-0.5 size-4" />
          <span>
            <span className="sr-only">Error: </span>
            {error}
          </span>
        </p>
      )}
      {hint && (
        <div id={hintId} className="col-span-full text-sm text-muted">
          {hint}
        </div>
      )}
    </div>
  );
}
