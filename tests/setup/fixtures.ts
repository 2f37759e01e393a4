// The fixtures of every browser test: the instance of its project, its own client IP address, the mailbox, and a browser
// whose problems fail the test.
import { test as base, expect, type BrowserContext, type BrowserContextOptions } from "@playwright/test";
import { browserFlags, findBrowser } from "./browser";
import { BrowserProblems } from "./browser-problems";
import { instance, type Instance, type InstanceName } from "./instances";
import { Mailbox } from "./mailbox";

export { expect, type Mailbox };

interface TestFixtures {
  /** The IP address that this test's requests come from, so that tests do not share rate limits. */
  clientAddress: string;
  mailbox: Mailbox;
  problems: BrowserProblems;
  /** Opens a context for another user, with its own client IP address. */
  newVisitor: (options?: BrowserContextOptions) => Promise<BrowserContext>;
}

export interface WorkerOptions {
  instanceName: InstanceName;
}

interface WorkerFixtures extends WorkerOptions {
  app: Instance;
  nextAddress: () => string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  instanceName: ["preview", { option: true, scope: "worker" }],

  app: [async ({ instanceName }, use) => use(instance(instanceName)), { scope: "worker" }],

  nextAddress: [
    async ({}, use, { workerIndex }) => {
      let count = 0;
      await use(() => {
        count += 1;
        return `10.${workerIndex % 256}.${Math.floor(count / 250)}.${(count % 250) + 1}`;
      });
    },
    { scope: "worker" },
  ],

  launchOptions: [
    async ({ app }, use) => {
      const args = browserFlags();
      const trusted = app.certificate_spki_sha256;
      if (trusted) args.push(`--ignore-certificate-errors-spki-list=${trusted}`);
      const { executablePath, env } = await findBrowser();
      await use({ executablePath, args, env: { ...process.env, ...env } });
    },
    { scope: "worker" },
  ],

  baseURL: async ({ app }, use) => use(app.url),

  clientAddress: async ({ nextAddress }, use) => use(nextAddress()),

  extraHTTPHeaders: async ({ clientAddress }, use) => use({ "X-Forwarded-For": clientAddress }),

  mailbox: async ({ app }, use) => use(new Mailbox(app.mailboxFile)),

  problems: [
    async ({}, use) => {
      const problems = new BrowserProblems();
      await use(problems);
      expect(problems.list(), "problems in the browser").toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, problems }, use) => {
    await problems.watch(context);
    await use(context);
  },

  newVisitor: async ({ browser, nextAddress, problems }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const extraHTTPHeaders = { "X-Forwarded-For": nextAddress(), ...options.extraHTTPHeaders };
      const context = await browser.newContext({ ...options, extraHTTPHeaders });
      contexts.push(context);
      await problems.watch(context);
      return context;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
