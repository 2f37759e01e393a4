import { cx } from "@/components/ui/cx";

export const SAMPLE = "rounded-control bg-sunken px-4 py-3 font-mono text-xs lg:text-sm";

/** An example that a keyboard can scroll. */
export function Sample({ code, label }: { code: string; label: string }) {
  return (
    <pre tabIndex={0} role="group" aria-label={label} className={cx(SAMPLE, "max-h-96 overflow-auto -outline-offset-2")}>
      <code>{code}</code>
    </pre>
  );
}
