import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

const BOXES = { success: "border-success/30 bg-success-soft", info: "border-info/30 bg-info-soft" };

interface FormNoticeProps {
  tone: keyof typeof BOXES;
  icon: ReactNode;
  children: ReactNode;
}

/** A form's message that is not an error. Receives the focus. */
export function FormNotice({ tone, icon, children }: FormNoticeProps) {
  return (
    <div
      role="status"
      tabIndex={-1}
      data-summary=""
      className={cx("flex gap-3 rounded-control border p-4 text-sm", BOXES[tone])}
    >
      {icon}
      <p className="font-medium">{children}</p>
    </div>
  );
}
