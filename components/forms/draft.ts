// What a person typed into a form, kept in this tab while they are away from its page: to sign in again or to
// load an updated page. It is filled in again on that page, for the same person only, once, within an hour. It
// never holds a password or a token. A tab keeps one draft, and a visit to the plain sign-in page, as after signing out, drops it.
//
// A form needs nothing for this. An action that answers with `detour` (lib/web/adapters/detour.ts) has its form kept here and the
// browser sent on; when the page of the detour has led back to its `next`, the form finds its draft.
import { VIEWER_FIELD } from "@/lib/web/adapters/form-state";

interface Draft {
  /** Null on a page that is for nobody in particular. */
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

/** What was sent, without secrets. By name, because schemas stay on the server. */
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

/** Fills a form with the draft that was kept of it. @returns the values, or null where there is none. */
export function takeDraft(form: HTMLFormElement, viewer: string | null): Record<string, string> | null {
  const draft = readDraft();
  if (draft?.viewer !== viewer || draft.path !== location.pathname || draft.form !== identify(form)) return null;
  dropDraft();
  for (const control of controlsOf(form).filter(isTyped)) fill(control, draft.values[control.name]);
  return draft.values;
}

export function dropDraft(): void {
  storage((kept) => kept.removeItem(KEY));
}

export function dropDraftOfOthers(viewer: string): void {
  const draft = readDraft();
  if (draft && draft.viewer !== null && draft.viewer !== viewer) dropDraft();
}

/** One that is too old, or damaged, is removed: the tab may be another person's by now. */
function readDraft(): Draft | null {
  let draft: Draft | null = null;
  storage((kept) => (draft = JSON.parse(kept.getItem(KEY) ?? "null") as Draft | null));
  const found = draft as Draft | null;
  if (found && Date.now() - found.keptAt < MAX_AGE_MS) return found;
  dropDraft();
  return null;
}

/** Browsers may refuse the storage, or run out of it, and scripts may have damaged it. Then there are no drafts. */
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

/** A person's own input, and what a form keeps of the state it was opened in. */
function isTyped(control: Control): boolean {
  return control.name !== "" && !isSecret(control) && (control.type !== "hidden" || control.dataset.kept !== undefined);
}

const isChosen = (control: Control) =>
  !(control instanceof HTMLInputElement) || !/checkbox|radio/.test(control.type) || control.checked;

/** A form by what it is about, its fields and its button: the framework's names of actions change with every deployment. */
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
  // By the setter of the prototype: React's own on the element would hide the change from what listens to it.
  else if (value !== undefined) Reflect.set(Object.getPrototypeOf(control) as object, "value", value, control);
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
