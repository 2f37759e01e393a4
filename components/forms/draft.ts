// Keeps what a user typed into a form while they leave the page to sign in again or to load an updated page. The draft is
// restored once, within an hour, for the same user, and never contains a password or a token. A tab keeps one draft; opening
// the sign-in page directly, as after signing out, deletes it. Works for every form: an action that returns `detour`
// (lib/web/adapters/detour.ts) has its form kept here and restored when the detour leads back to the form's page.
import { VIEWER_FIELD } from "@/lib/web/adapters/form-state";

interface Draft {
  /** Null on a page that is not rendered for one user. */
  viewer: string | null;
  path: string;
  form: string;
  values: Record<string, string>;
  keptAt: number;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const KEY = "draft";
const MAX_AGE_MS = 60 * 60 * 1000;
const SECRET = /password|token|secret|one-time/;

/** Returns the submitted values without secrets, which are recognized by name because the schemas stay on the server. */
export function typedIn(data: FormData): Record<string, string> {
  const texts = [...data].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts.filter(([name]) => !SECRET.test(name)));
}

export function keepDraft(formId: string, viewer: string | null): void {
  const form = document.getElementById(formId);
  if (!(form instanceof HTMLFormElement)) return;
  const controls = controlsOf(form).filter(isTyped);
  if (controls.every(({ type }) => type === "hidden")) return;
  const values = Object.fromEntries(controls.filter(isChosen).map(({ name, value }) => [name, value]));
  const draft: Draft = { viewer, path: location.pathname, form: identify(form), values, keptAt: Date.now() };
  storage((kept) => kept.setItem(KEY, JSON.stringify(draft)));
}

/**
 * Fills a form with the values of its draft.
 * @returns the values, or null if there is no draft for this form
 */
export function takeDraft(form: HTMLFormElement, viewer: string | null): Record<string, string> | null {
  const draft = readDraft();
  if (draft?.viewer !== viewer || draft.path !== location.pathname || draft.form !== identify(form)) return null;
  dropDraft();
  for (const control of controlsOf(form).filter(isTyped)) fill(control, draft.values[control.name]);
  return draft.values;
}

/** Whether this tab keeps a draft of a form on this page. */
export function isDraftKept(): boolean {
  return readDraft()?.path === location.pathname;
}

export function dropDraft(): void {
  storage((kept) => kept.removeItem(KEY));
}

export function dropDraftOfOthers(viewer: string): void {
  const draft = readDraft();
  if (draft && draft.viewer !== null && draft.viewer !== viewer) dropDraft();
}

/** Also removes a draft that is too old or damaged, because another user may be using the tab by then. */
function readDraft(): Draft | null {
  let draft: Draft | null = null;
  storage((kept) => (draft = JSON.parse(kept.getItem(KEY) ?? "null") as Draft | null));
  const found = draft as Draft | null;
  if (found && Date.now() - found.keptAt < MAX_AGE_MS) return found;
  dropDraft();
  return null;
}

/** Browsers may refuse storage or run out of it, and scripts may damage it. Then there are no drafts. */
function storage(work: (kept: Storage) => unknown): void {
  try {
    work(sessionStorage);
  } catch {
    return;
  }
}

function controlsOf(form: HTMLFormElement): Control[] {
  const kinds = [HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement];
  return [...form.elements].filter((element): element is Control => kinds.some((kind) => element instanceof kind));
}

const isSecret = ({ name, type, autocomplete }: Control) => SECRET.test(`${name} ${type} ${autocomplete}`);

/** Whether the control may contain the user's input: not a secret, and not a hidden field that the server filled. */
function isTyped(control: Control): boolean {
  return control.name !== "" && !isSecret(control) && (control.type !== "hidden" || control.dataset.kept !== undefined);
}

const isChosen = (control: Control) =>
  !(control instanceof HTMLInputElement) || !/checkbox|radio/.test(control.type) || control.checked;

/**
 * Identifies a form by its subject, its fields and its button, because the framework's action names change with every
 * deployment.
 */
function identify(form: HTMLFormElement): string {
  const controls = controlsOf(form).filter(
    (control) => !isSecret(control) && !control.name.startsWith("$") && control.name !== VIEWER_FIELD,
  );
  const parts = controls.map((control) => (isTyped(control) ? control.name : `${control.name}=${control.value}`));
  const button = form.querySelector("[type=submit]")?.cloneNode(true) as Element | undefined;
  button?.querySelector("[role=status]")?.remove();
  return [...parts, button?.textContent].join("\n");
}

function fill(control: Control, value: string | undefined): void {
  if (control instanceof HTMLInputElement && /checkbox|radio/.test(control.type)) control.checked = value === control.value;
  // Through the prototype's setter: React's own setter on the element would hide the change from its listeners.
  else if (value !== undefined) Reflect.set(Object.getPrototypeOf(control) as object, "value", value, control);
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
