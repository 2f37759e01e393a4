// Where an action redirects after a success, and the message shown there, for actions that need nothing else.
import "server-only";
import type { Flash } from "@/lib/web/cookies/flash";
import { goOn } from "@/lib/web/cookies/go-on";

type Destination = Promise<{ redirectTo: string }>;

export function leadsTo(path: string, flash: Flash): { done: () => Destination } {
  return { done: () => goOn(path, flash) };
}

/** The path of a page of the organization that the form was sent in. */
export function pathIn(org: string | undefined, page: string): string {
  return `/org/${encodeURIComponent(org ?? "")}/${page}`;
}

/** Redirects to a page of the same organization. */
export function leadsToPage(
  page: string,
  flash: Flash,
): { done: (output: unknown, carried: { org?: string }) => Destination } {
  return { done: (_output, { org }) => goOn(pathIn(org, page), flash) };
}
