"use client";

import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import type { PaletteProps } from "./palette";

type Palette = (props: PaletteProps) => ReactNode;

const never = () => () => undefined;
const shortcut = () => (/Mac|iP/.test(navigator.userAgent) ? "⌘K" : "Ctrl K");

/**
 * Opens the palette on a click, ⌘K or Ctrl+K, and loads its code only then. Hidden without JavaScript, because the sidebar
 * has the same pages.
 */
export function PaletteTrigger(props: Omit<PaletteProps, "close">) {
  const [Shown, show] = useState<Palette | null>(null);
  const hint = useSyncExternalStore(never, shortcut, () => "");

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void open();
    };
    document.addEventListener("keydown", press);
    // The search of a page that has no script is a link to here.
    if (location.hash === "#search") void open();
    return () => document.removeEventListener("keydown", press);
  }, []);

  async function open() {
    const { Palette } = await import("./palette");
    show(() => Palette);
  }

  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Meta+K Control+K"
        aria-haspopup="dialog"
        onClick={() => void open()}
        className="hidden min-h-11 w-full shrink-0 items-center gap-3 rounded-control border border-control bg-field px-3 text-sm text-muted transition-colors hover:border-text scripted:flex lg:min-h-9 [&>svg]:size-4"
      >
        {props.icon}
        <span className="grow text-left">Search</span>
        <kbd className="key-cap hidden empty:hidden lg:inline-block">{hint}</kbd>
      </button>
      {Shown && <Shown {...props} close={() => show(null)} />}
    </>
  );
}
