"use client";

import { useContext, useEffect, useRef, useSyncExternalStore } from "react";
import { useFormStatus } from "react-dom";
import { isDraftKept } from "./draft";
import { FormContext } from "./form-context";

const QUESTION = "Leave this page? Your changes have not been saved.";

const never = () => () => {};
const isMac = () => /Mac|iP/.test(navigator.platform);

function isChanged(form: HTMLFormElement): boolean {
  return [...form.elements].some(
    (control) =>
      (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) &&
      control.value !== control.defaultValue,
  );
}

/**
 * For a form with a long text: Ctrl or ⌘ with Enter submits it, and leaving the page with unsaved changes asks for
 * confirmation. Shows the keys beside the form's button.
 */
export function EditorAids() {
  const hint = useRef<HTMLElement>(null);
  const { values } = useContext(FormContext).state;
  const { pending } = useFormStatus();
  const modifier = useSyncExternalStore(
    never,
    () => (isMac() ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );

  useEffect(() => {
    const form = hint.current?.closest("form");
    if (!form) return;
    let isLeaving = false;
    // A refused form shows the unsaved values as defaults, so comparing with the defaults is not enough. A kept draft is
    // safe.
    const isUnsaved = () => !pending && !isLeaving && !isDraftKept() && (values !== undefined || isChanged(form));
    const listening = new AbortController();
    const { signal } = listening;

    form.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        if (!pending) form.requestSubmit();
      },
      { signal },
    );
    addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault(), { signal });
    // The browser does not ask when the framework changes pages. The capture phase runs before React's listeners.
    const ask = (event: Event) => {
      if (!leaves(event, form) || !isUnsaved()) return;
      if (confirm(QUESTION)) isLeaving = true;
      else {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    addEventListener("click", ask, { capture: true, signal });
    addEventListener("submit", ask, { capture: true, signal });
    return () => listening.abort();
  }, [pending, values]);

  return (
    <span ref={hint} className="hidden self-center text-sm text-muted scripted:md:inline">
      <kbd className="font-sans">{modifier} Enter</kbd> saves
    </span>
  );
}

/** Whether the event leaves the page: by a link that opens in this tab, or by another form of the page. */
function leaves(event: Event, form: HTMLFormElement): boolean {
  const target = event.target as Element;
  if (event instanceof SubmitEvent) return target !== form && !target.closest("dialog");
  const link = target.closest<HTMLAnchorElement>("a[href]");
  const { button, ctrlKey, metaKey, shiftKey } = event as MouseEvent;
  return link !== null && link.target !== "_blank" && button === 0 && !(ctrlKey || metaKey || shiftKey);
}
