// Icons drawn here, because lucide-react's icons would load a client component on pages that must stay small.
import { DANGER_PATH, Glyph } from "./glyph";

export type Tone = "danger" | "warning" | "success" | "info";

interface ToneLook {
  word: string;
  box: string;
  ink: string;
  path: string;
}

export const TONES: Record<Tone, ToneLook> = {
  danger: {
    word: "Error",
    box: "border-danger/30 bg-danger-soft",
    ink: "text-danger",
    path: DANGER_PATH,
  },
  warning: {
    word: "Warning",
    box: "border-warning/30 bg-warning-soft",
    ink: "text-warning",
    path: "M12 3.5 22 20.5H2zM12 10v4.5M12 17.5v.01",
  },
  success: {
    word: "Done",
    box: "border-success/30 bg-success-soft",
    ink: "text-success",
    path: "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19M8 12.25l2.75 2.75L16 9.5",
  },
  info: {
    word: "Note",
    box: "border-info/30 bg-info-soft",
    ink: "text-info",
    path: "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19M12 11.5V16.5M12 7.75v.01",
  },
};

export function ToneIcon({ tone }: { tone: Tone }) {
  return <Glyph path={TONES[tone].path} className={`size-5 ${TONES[tone].ink}`} />;
}
