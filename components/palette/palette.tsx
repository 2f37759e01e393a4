"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { createPortal } from "react-dom";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { find, type Answer } from "./find";
import { Results, type Group, type Target } from "./results";
import { SwitchForm, type Switch } from "./switch-form";

export interface PaletteProps {
  /** The magnifier, rendered on the server. */
  icon: ReactNode;
  /** Pages that the reader may open, and links to what they may do. */
  places: Group[];
  /** The organization to search in; null outside an organization. */
  slug: string | null;
  /** Remembers the chosen organization and redirects to it, as in the sidebar's switcher. */
  switchAction: FormAction;
  errorIcon: ReactNode;
  close: () => void;
}

const DELAY_MS = 150;

function placesNamed(places: Group[], search: string): Group[] {
  const words = search.toLowerCase();
  return places
    .map(({ title, targets }) => ({ title, targets: targets.filter(({ label }) => label.toLowerCase().includes(words)) }))
    .filter(({ targets }) => targets.length > 0);
}

/** Hits have the icon of the page that lists them. Until the first response to this search, those of the last one stay. */
function useFound({ slug, places }: Pick<PaletteProps, "slug" | "places">, search: string) {
  const [{ asked, groups, ...refusal }, setFound] = useState<Answer & { asked: string }>({ asked: "", groups: [] });
  useEffect(() => {
    const request = new AbortController();
    const ask = () => {
      const nothing: Answer = { groups: [] };
      const answer = slug === null || search === "" ? Promise.resolve(nothing) : find(slug, search, request.signal);
      // An aborted request has no result to show.
      answer.then((found) => setFound({ ...found, asked: search })).catch(() => undefined);
    };
    const timer = setTimeout(ask, DELAY_MS);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  }, [slug, search]);
  const isSearching = slug !== null && asked !== search;
  if (search === "") return { isSearching: false, found: [], refusal: {} };
  const pages = places.flatMap(({ targets }) => targets);
  const found = groups.map(({ title, hits }) => {
    const icon = pages.find(({ label }) => label === title)?.icon;
    return { title, targets: hits.map(({ path, ...hit }) => ({ ...hit, href: `/org/${slug}${path}`, icon })) };
  });
  return { isSearching, found, refusal: isSearching ? {} : refusal };
}

/**
 * Searches pages, and an organization's content and members. Arrow keys choose a result, Enter opens it, and Escape closes
 * the palette.
 */
export function Palette({ icon, places, slug, switchAction, errorIcon, close }: PaletteProps) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const switching = useRef<Switch>(null);
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(0);
  const asked = search.trim();
  const { isSearching, found, refusal } = useFound({ slug, places }, asked);
  const groups = [...placesNamed(places, asked), ...found];
  const targets = groups.flatMap((group) => group.targets);
  const current = targets[Math.min(active, targets.length - 1)];

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  function open(target: Target) {
    // The form closes the palette when the server has accepted the change.
    if (target.organization !== undefined) return switching.current?.switchTo(target.organization);
    dialog.current?.close();
    router.push(target.href);
  }

  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && targets.length > 0) {
      event.preventDefault();
      setActive((Math.min(active, targets.length - 1) + step + targets.length) % targets.length);
    }
    if (event.key === "Enter" && current) {
      event.preventDefault();
      open(current);
    }
  }

  return createPortal(
    <dialog
      ref={dialog}
      closedby="any"
      aria-label="Search"
      onClose={close}
      className="rise mx-auto mt-[12vh] mb-auto w-[min(36rem,calc(100vw-2rem))] overflow-clip rounded-card border border-border bg-overlay p-0 text-text shadow-float backdrop:bg-scrim"
    >
      <div className="flex items-center border-b border-border pr-2 pl-5 text-muted [&>svg]:size-5 [&>svg]:shrink-0">
        {icon}
        <input
          type="text"
          role="combobox"
          aria-label={slug === null ? "Search pages" : "Search pages, content and members"}
          aria-expanded
          aria-controls="palette-results"
          aria-activedescendant={current && `palette-${current.id}`}
          autoComplete="off"
          autoFocus
          placeholder="Search or go to…"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
          className="h-14 min-w-0 grow bg-transparent px-3 text-base text-text outline-none placeholder:text-muted"
        />
        <button
          type="button"
          onClick={() => dialog.current?.close()}
          className="min-h-11 shrink-0 rounded-control px-3 text-sm font-medium text-text hover:bg-sunken lg:hidden"
        >
          Close
        </button>
      </div>
      <Results groups={groups} current={current} search={asked} isSearching={isSearching} open={open} {...refusal} />
      <SwitchForm ref={switching} action={switchAction} errorIcon={errorIcon} />
      <p className="hidden justify-end gap-4 border-t border-border px-5 py-2.5 text-xs text-muted lg:flex">
        <span>
          <kbd className="key-cap">↑</kbd> <kbd className="key-cap">↓</kbd> to choose
        </span>
        <span>
          <kbd className="key-cap">Enter</kbd> to open
        </span>
        <span>
          <kbd className="key-cap">Esc</kbd> to close
        </span>
      </p>
    </dialog>,
    document.body,
  );
}
