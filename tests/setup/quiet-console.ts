// Fails a test if something is written to console.error or console.warn while it runs.
import { format } from "node:util";
import { afterAll, afterEach } from "vitest";

const written: string[] = [];

const originals = { error: console.error, warn: console.warn };

for (const method of ["error", "warn"] as const) {
  console[method] = (...args: unknown[]) => {
    written.push(`console.${method}: ${format(...args)}`);
    originals[method](...args);
  };
}

function refuse(): void {
  const lines = written.splice(0);
  if (lines.length > 0) throw new Error(`Written to the console:\n${lines.join("\n")}`);
}

afterEach(refuse);
afterAll(() => {
  Object.assign(console, originals);
  refuse();
});
