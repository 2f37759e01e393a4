"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";

const SHOWN_MS = 8000;

/** The messages that this tab has shown. The router keeps visited pages, and going back must not repeat their messages. */
const shown = new Set<string>();

interface FlashFrameProps {
  /** Unique for each message. */
  id: string;
  className: string;
  closeIcon: ReactNode;
  /** Whether the message stays until it is closed or a form is sent. */
  sticky: boolean;
  children: ReactNode;
}

/**
 * Disappears when the next form is sent and, unless it is focused or hovered, after some seconds. Without JavaScript it
 * stays and has no button.
 */
export function FlashFrame({ id, className, closeIcon, sticky, children }: FlashFrameProps) {
  const [open, setOpen] = useState(() => !shown.has(id));
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const close = () => setOpen(false);
    document.addEventListener("submit", close);
    const timer = setInterval(() => {
      if (!sticky && !frame.current?.matches(":hover, :focus-within")) close();
    }, SHOWN_MS);
    return () => {
      shown.add(id);
      clearInterval(timer);
      document.removeEventListener("submit", close);
    };
  }, [id, sticky]);

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
