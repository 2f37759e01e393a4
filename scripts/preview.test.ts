import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";

const stateDir = mkdtempSync(path.join(tmpdir(), "gatehouse-preview-test-"));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

async function preview(...options: string[]): Promise<unknown> {
  const args = ["--conditions=react-server", "--import", "tsx", "scripts/preview.ts", ...options];
  const env = { PATH: process.env.PATH, NODE_ENV: "test" as const, GATEHOUSE_DIR: stateDir };
  return promisify(execFile)(process.execPath, args, { env }).catch((failure: unknown) => {
    const { code, stderr } = failure as { code: unknown; stderr: string };
    return [code, stderr.trim()];
  });
}

it.each([
  [["--freeze", "--instances", "2"], "Only with --vercel: --instances, --freeze."],
  [["--strict", "--cold-every", "10", "--hops", "1"], "Only with --vercel: --cold-every, --hops."],
  [["--vercel", "--strict"], "Choose --strict, --image or --vercel, which are all as strict."],
  [["--strict", "--image", "gatehouse:1"], "Choose --strict, --image or --vercel, which are all as strict."],
  [["--vercel", "--image", "gatehouse:1"], "Choose --strict, --image or --vercel, which are all as strict."],
  [["--strict", "--engine", "podman"], "Only with --image: --engine."],
  [["--image="], "--image needs a value."],
  [["--image", "gatehouse:1", "--engine="], "--engine needs a value."],
  [["--vercel", "--cold-every="], "--cold-every must be a number from 0 to 100."],
  [["--vercel", "--instances", "0"], "--instances must be a number from 1 to 100."],
])("refuses options that would have no effect, before it starts anything: %j", async (options, message) => {
  expect(await preview(...options)).toEqual([1, message]);
});
