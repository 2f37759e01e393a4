// Watches a browser context for problems that a user would not see: console errors, uncaught exceptions and violations of
// the content security policy.
import type { BrowserContext } from "@playwright/test";

/** How the browser reports a 4xx page, which is the correct response to a refused form. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;
/** The path that the browser requests by itself if a document, such as JSON, names no icon. */
const BY_ITSELF = "/favicon.ico";
const VIOLATION = "content-security-policy violated: ";

export class BrowserProblems {
  private readonly found: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Allows a problem that a test provokes on purpose. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  async watch(context: BrowserContext): Promise<void> {
    const documents = new Set<string>();
    context.on("request", (request) => {
      if (request.isNavigationRequest()) documents.add(request.url());
    });
    context.on("console", (message) => {
      const { url } = message.location();
      if (message.type() !== "error") return;
      if (REFUSAL.test(message.text()) && (documents.has(url) || url.endsWith(BY_ITSELF))) return;
      this.found.push(`${message.text()} (${url})`);
    });
    context.on("weberror", (problem) => this.found.push(`uncaught: ${problem.error().message}`));
    await context.addInitScript((prefix) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`${prefix}${event.effectiveDirective} ${event.blockedURI} in ${event.sourceFile}`);
      });
    }, VIOLATION);
  }

  list(): string[] {
    return this.found.filter((problem) => !this.allowed.some((pattern) => pattern.test(problem)));
  }
}
