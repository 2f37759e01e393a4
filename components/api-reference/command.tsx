import { Check, Copy } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import { cx } from "@/components/ui/cx";
import { SAMPLE } from "./sample";

/**
 * A command to copy. Long lines wrap.
 * @param purpose what the command does
 */
export function Command({ code, purpose }: { code: string; purpose: string }) {
  return (
    <div className={cx(SAMPLE, "flex items-start gap-2 pr-2")}>
      <pre
        role="group"
        aria-label={`${purpose}: example of a request`}
        className="min-w-0 grow py-1 whitespace-pre-wrap wrap-anywhere"
      >
        <code>{code}</code>
      </pre>
      <CopyButton
        text={code}
        label={`Copy the command: ${purpose}`}
        icon={<Copy aria-hidden="true" />}
        doneIcon={<Check aria-hidden="true" />}
      />
    </div>
  );
}
