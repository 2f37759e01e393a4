"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";

const SHOWN_MS = 8000;

interface FlashFrameProps {
  className: string;
  closeIcon: ReactNode;
  /** Whether the message stays until the user closes it. */
  sticky: boolean;
  children: ReactNode;
}

/**
 * A message that disappears after a while, unless it is focused or hovered. Without JavaScript it stays and has no button.
 */
export function FlashFrame({ className, closeIcon, sticky, children }: FlashFrameProps) {
  const [open, setOpen] = useState(true);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (sticky) return;
    const timer = setInterval(() => {
      if (!frame.current?.matches(":hover, :focus-within")) setOpen(false);
    }, SHOWN_MS);
    return () => clearInterval(timer);
  }, [sticky]);

  return (
    <div role="status" ref={frame} className="scripted:absolute">
      {open && (
        <div className={className}>
          {children}
          <button
            type="button"
            aria-label="Close"
            onClick={() => setOpen(false)}
            className="-my-2 -mr-2 hidden size-10 shrink-0 place-items-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-text scripted:grid [&>svg]:size-4"
          >
            {closeIcon}
          </button>
        </div>
      )}
    </div>
  );
}
