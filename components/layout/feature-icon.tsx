import { CalendarDays, ChartLine, FileText, Folder, List, PenLine, type LucideIcon } from "lucide-react";
import type { FeatureIcon as IconName } from "@/lib/access/feature-spec";

const ICONS: Record<IconName, LucideIcon> = {
  calendar: CalendarDays,
  chart: ChartLine,
  file: FileText,
  folder: Folder,
  list: List,
  pen: PenLine,
};

/** The icon of a feature, beside its name. */
export function FeatureIcon({ name }: { name: IconName }) {
  const Icon = ICONS[name];
  return <Icon aria-hidden="true" />;
}
