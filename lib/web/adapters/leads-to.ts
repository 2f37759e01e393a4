// Options for actions that, after a success, only redirect to a page and show a message there.
import "server-only";
import type { Flash } from "@/lib/web/cookies/flash";
import { goOn } from "@/lib/web/cookies/go-on";

type Destination = Promise<{ redirectTo: string }>;

export function leadsTo(path: string, flash: Flash): { done: () => Destination } {
  return { done: () => goOn(path, flash) };
}

/** @param org the slug of the organization, as the form sent it */
export function pathIn(org: string | undefined, page: string): string {
  return `/org/${encodeURIComponent(org ?? "")}/${page}`;
}

/** Like `leadsTo`, for a page of the organization that the form names. */
export function leadsToPage(
  page: string,
  flash: Flash,
): { done: (output: unknown, carried: { org?: string }) => Destination } {
  return { done: (_output, { org }) => goOn(pathIn(org, page), flash) };
}
