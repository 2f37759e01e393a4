"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { Fragment, useEffect, useEffectEvent, useRef, useState, useTransition, type ReactNode } from "react";

/** Long enough that a word typed without a pause is one request. */
const PAUSE_MS = 350;

type Control = HTMLInputElement | HTMLSelectElement;

/** Whether the reader changed a control before this script ran. */
function isChanged(control: Element): boolean {
  if (control instanceof HTMLSelectElement) {
    const initial = [...control.options].find(({ defaultSelected }) => defaultSelected) ?? control.options[0];
    return control.value !== initial?.value;
  }
  return control instanceof HTMLInputElement && control.type === "search" && control.value !== control.defaultValue;
}

export interface FilterFormProps {
  /** The path of the page, without a query. */
  here: string;
  "aria-label"?: string;
  className?: string;
  children: ReactNode;
}

/**
 * A GET form that filters a list. With JavaScript, it is sent when typing or choosing pauses, and the list is replaced
 * without a new page, so that the field keeps its focus. What is chosen in a popover applies when it closes. If a link
 * changes the filters, the fields follow. A reset empties the search, instead of returning to the text that the page was
 * opened with.
 */
export function FilterForm({ here, className, children, ...rest }: FilterFormProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waits = useRef(false);
  const shown = useSearchParams().toString();
  const [known, setKnown] = useState(shown);
  /** The query of this form that is on its way or shown; null if a link led to the filters shown. */
  const [sent, setSent] = useState<string | null>(null);
  const [generation, setGeneration] = useState(0);
  if (shown !== known) {
    setKnown(shown);
    if (shown !== sent) {
      setSent(null);
      setGeneration(generation + 1);
    }
  }

  function forget() {
    clearTimeout(timer.current);
    waits.current = false;
  }

  function send() {
    forget();
    if (!form.current) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current)) {
      if (typeof value === "string" && value.trim() !== "") query.append(name, value.trim());
    }
    setSent(query.toString());
    const href = query.size === 0 ? here : `${here}?${query.toString()}`;
    startTransition(() => router.replace(href, { scroll: false }));
  }

  function change({ target }: { target: EventTarget }) {
    const control = target as Control;
    clearTimeout(timer.current);
    if (control.closest("[popover]")) waits.current = true;
    else timer.current = setTimeout(send, PAUSE_MS);
  }

  const start = useEffectEvent(() => {
    if ([...(form.current?.elements ?? [])].some(isChanged)) send();
  });
  const close = useEffectEvent(({ newState }: ToggleEvent) => {
    if (newState === "closed" && waits.current) send();
  });

  useEffect(() => {
    const element = form.current;
    start();
    // A link leads elsewhere; sending the form afterwards would lead back.
    const leave = ({ target }: Event) => {
      if (target instanceof Element && target.closest("a[href]")) forget();
    };
    document.addEventListener("click", leave, true);
    // The event does not bubble.
    element?.addEventListener("toggle", close, true);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener("click", leave, true);
      element?.removeEventListener("toggle", close, true);
    };
  }, []);

  return (
    <form
      {...rest}
      method="get"
      action={here}
      role="search"
      ref={form}
      data-pending={isPending || undefined}
      aria-busy={isPending}
      onChange={change}
      onSubmit={(event) => {
        event.preventDefault();
        send();
        form.current?.querySelector<HTMLElement>(":popover-open")?.hidePopover();
      }}
      onReset={(event) => {
        event.preventDefault();
        const field = event.currentTarget.querySelector("input");
        if (!field) return;
        field.value = "";
        field.focus();
        send();
      }}
      className={className}
    >
      <Fragment key={generation}>{children}</Fragment>
      <span role="status" className="sr-only">
        {isPending ? "Updating the list" : sent === shown ? "The list was updated" : ""}
      </span>
    </form>
  );
}
