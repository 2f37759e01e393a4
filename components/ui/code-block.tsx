import { Check, Copy } from "lucide-react";
import { CopyButton } from "./copy-button";
import { cx } from "./cx";

export interface CodeBlockProps {
  code: string;
  /** Names the code and the copy button for screen readers, such as "Copy the command". */
  label: string;
  /** Shown before each line, but not copied. */
  prompt?: string;
}

export function CodeBlock({ code, label, prompt }: CodeBlockProps) {
  return (
    <div className="flex max-w-full items-center gap-2 rounded-control border border-border bg-raised py-px pr-1 pl-4 md:py-0.75">
      <pre aria-label={label} role="group" className="min-w-0 grow py-1.5 font-mono text-sm whitespace-pre-wrap">
        <code>
          {code.split("\n").map((line) => (
            <span key={line} className={cx("block", prompt && "pl-[2ch] [text-indent:-2ch]")}>
              {prompt && (
                <span aria-hidden="true" className="text-muted select-none">
                  {prompt}{" "}
                </span>
              )}
              {line}
            </span>
          ))}
        </code>
      </pre>
      <CopyButton text={code} label={label} icon={<Copy aria-hidden="true" />} doneIcon={<Check aria-hidden="true" />} />
    </div>
  );
}
