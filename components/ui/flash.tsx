import type { ReactNode } from "react";
import { cx } from "./cx";
import { FlashFrame } from "./flash-frame";
import { Glyph } from "./glyph";
import { TONES, ToneIcon, type Tone } from "./tone";

const BANNER = "flex items-start gap-3 rounded-control border px-4 py-3 text-sm";
/** At the bottom: in the right corner or, on a phone, in the middle. */
const TOAST =
  "rise scripted:fixed scripted:inset-x-4 scripted:bottom-4 scripted:z-40 scripted:mx-auto scripted:w-fit scripted:max-w-md " +
  "scripted:border-border scripted:bg-overlay scripted:shadow-float sm:scripted:right-8 sm:scripted:bottom-6 sm:scripted:left-auto";

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
      <p className="grow wrap-anywhere">
        <span className="sr-only">{TONES[tone].word}: </span>
        {children}
      </p>
    </FlashFrame>
  );
}
