import type { ReactNode } from "react";
import { cx } from "./cx";
import { TONES, ToneIcon, type Tone } from "./tone";

export interface AlertProps {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
}

export function Alert({ tone, title, children }: AlertProps) {
  return (
    <div className={cx("flex gap-3 rounded-control border p-4 text-sm", TONES[tone].box)}>
      <ToneIcon tone={tone} />
      <div className="grid gap-1">
        <span className="sr-only">{TONES[tone].word}:</span>
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="max-w-[66ch]">{children}</div>}
      </div>
    </div>
  );
}
