"use client";

import { useRef, useState, type ReactNode } from "react";

const SHOWN_MS = 2000;

/** Copies a text. Hidden without JavaScript; the text beside it can always be selected. */
export function CopyButton({
  text,
  label,
  icon,
  doneIcon,
}: {
  text: string;
  label: string;
  icon: ReactNode;
  doneIcon: ReactNode;
}) {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), SHOWN_MS);
  }

  return (
    <button
      type="button"
      onClick={() => void copy()}
      className="hidden min-h-10 min-w-10 md:min-h-8 shrink-0 items-center justify-center gap-1.5 rounded-[6px] px-2.5 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-text scripted:inline-flex [&_svg]:size-4"
    >
      {copied ? doneIcon : icon}
      <span aria-hidden="true">{copied ? "Copied" : "Copy"}</span>
      <span className="sr-only">{label}</span>
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
}
