import { CircleCheck, Info, OctagonAlert, TriangleAlert, type LucideIcon } from "lucide-react";

export type Tone = "danger" | "warning" | "success" | "info";

export const TONES: Record<Tone, { word: string; box: string; ink: string; Icon: LucideIcon }> = {
  danger: { word: "Error", box: "border-danger/30 bg-danger-soft", ink: "text-danger", Icon: OctagonAlert },
  warning: { word: "Warning", box: "border-warning/30 bg-warning-soft", ink: "text-warning", Icon: TriangleAlert },
  success: { word: "Done", box: "border-success/30 bg-success-soft", ink: "text-success", Icon: CircleCheck },
  info: { word: "Note", box: "border-info/30 bg-info-soft", ink: "text-info", Icon: Info },
};

export function ToneIcon({ tone }: { tone: Tone }) {
  const { Icon, ink } = TONES[tone];
  return <Icon aria-hidden="true" className={`size-5 shrink-0 ${ink}`} strokeWidth={1.75} />;
}
