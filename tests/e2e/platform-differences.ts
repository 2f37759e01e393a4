// What differs on Vercel from `npm start` in the headers of responses, because the platform sends or withholds it. The guide
// to deploying lists the same differences in the same words, which tests/architecture/deploy-guide.test.ts checks.
import type { AnswerKind } from "./required-headers";

export interface Difference {
  header: string;
  /** The kinds of response that differ; all if absent. */
  kinds?: AnswerKind[];
  /** As in the guide. */
  text: string;
}

export const PLATFORM_DIFFERENCES: readonly Difference[] = [
  { header: "Server", text: "Every response has `Server: Vercel`." },
  {
    header: "X-Request-ID",
    kinds: ["file"],
    text: "Static files have no `X-Request-ID`, and their requests are not logged.",
  },
  { header: "Cache-Control", kinds: ["file"], text: "A missing static file may be cached, if it is revalidated." },
];

export function differsOnPlatform(header: string, kind: AnswerKind): boolean {
  return PLATFORM_DIFFERENCES.some(
    (difference) => difference.header === header && (difference.kinds?.includes(kind) ?? true),
  );
}
