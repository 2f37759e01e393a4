import type { ReactNode } from "react";
import { cx } from "./cx";
import { FlashFrame } from "./flash-frame";
import { Glyph, TONES, ToneIcon, type Tone } from "./tone";

const BANNER = "flex items-start gap-3 rounded-control border p-4 text-sm";
const TOAST =
  "rise scripted:fixed scripted:inset-x-4 scripted:bottom-4 scripted:z-40 scripted:border-border scripted:bg-overlay " +
  "scripted:shadow-float sm:scripted:left-auto sm:scripted:right-6 sm:scripted:bottom-6 sm:scripted:w-96";

export interface FlashMessage {
  /** Unique for each message. */
  id: string;
  tone: Tone;
  text: string;
}

/** The message of the last action: a banner in the page or, with JavaScript, a toast from the first paint on. */
export function Flash({ id = "", tone = "success", children }: { id?: string; tone?: Tone; children: ReactNode }) {
  return (
    <FlashFrame
      id={id}
      className={cx(BANNER, TONES[tone].box, TOAST)}
      closeIcon={<Glyph path="M6 6l12 12M18 6 6 18" className="size-4" />}
      sticky={tone === "danger" || tone === "warning"}
    >
      <ToneIcon tone={tone} />
      <p className="grow font-medium">
        <span className="sr-only">{TONES[tone].word}: </span>
        {children}
      </p>
    </FlashFrame>
  );
}
