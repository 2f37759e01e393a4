import type { Found } from "@/lib/search/search-organization";

/** What the server found, or a sentence that says why it did not search. */
export interface Answer {
  groups: Found["groups"];
  problem?: string;
  /** Whether signing in again solves the problem. */
  isSignedOut?: boolean;
}

const UNREACHABLE = "The server could not be reached. Please check your connection.";
const FAILED = "The search did not work. Please try again.";

const BY_STATUS: Readonly<Record<number, string>> = {
  401: "You were signed out.",
  404: "You no longer have access to this organization.",
  429: "Too many requests. Please wait a moment and try again.",
};

interface Refusal {
  message?: string;
  details?: { search?: string };
}

async function problemOf(response: Response): Promise<string> {
  const { status } = response;
  if (status >= 500) return FAILED;
  const known = BY_STATUS[status];
  if (known !== undefined) return known;
  const { message, details } = (await response.json()) as Refusal;
  return details?.search ?? message ?? FAILED;
}

/** Searches an organization. Rejects only if the request was aborted. */
export async function find(slug: string, search: string, signal: AbortSignal): Promise<Answer> {
  const query = new URLSearchParams({ search }).toString();
  const request = fetch(`/api/v1/organizations/${slug}/search?${query}`, { signal });
  let response: Response | undefined;
  try {
    response = await request;
    if (response.ok) return (await response.json()) as Found;
    return { groups: [], problem: await problemOf(response), isSignedOut: response.status === 401 };
  } catch (error) {
    if (signal.aborted) throw error;
    return { groups: [], problem: response ? FAILED : UNREACHABLE };
  }
}
