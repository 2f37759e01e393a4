// The strict instance runs as the container does, or in one: only the files of the image, an ordinary user, and nothing to
// write to.
import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import path from "node:path";
import { canMountReadOnly, ordinaryUser } from "@/scripts/container/confine";
import { readStage } from "@/scripts/container/dockerfile";
import { expect, test } from "@/tests/setup/fixtures";

const STAGE = readStage("Dockerfile", "app");

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !lstatSync(path.join(folder, name)).isDirectory())
    .sort();

/** The pids of the processes that work in a folder. */
function processesIn(folder: string): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}

/** What no image may contain: secrets, the state of development, scripts and tests. */
const PRIVATE = /(^|\/)(\.env[^/]*|\.git|\.gatehouse|scripts|tests)(\/|$)/;

const IN_A_CONTAINER = "the app runs in a container";

test("has the files of the image and no others, even after it has served a page", async ({ app, page }) => {
  test.skip(Boolean(app.container), IN_A_CONTAINER);
  await page.goto("/login");
  const expected = STAGE.copies.flatMap(({ from, to }) => filesIn(from).map((file) => path.join(to, file)));
  expect(filesIn(app.container_folder ?? "")).toEqual(expected.sort());
  expect(expected).toContain("server.js");
  expect(expected.filter((file) => PRIVATE.test(file))).toEqual([]);
});

test("runs the image's command, as a user who can write to nothing", ({ app }) => {
  test.skip(Boolean(app.container), IN_A_CONTAINER);
  test.skip(process.platform !== "linux", "there is no /proc");
  const folder = app.container_folder ?? "";
  const [pid, ...others] = processesIn(folder);
  expect(others).toEqual([]);
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  // Next.js may show its name instead of the command.
  expect(words[0]).toMatch(/node|next-server/);
  const writable = ["", ...filesIn(folder)].filter((name) => statSync(path.join(folder, name)).mode & 0o022);
  expect(writable).toEqual([]);
  test.skip(process.getuid?.() !== 0, "only root can run the app as another user");
  const [, uid = "0"] = /^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  expect(Number(uid)).not.toBe(0);
  expect(statSync(folder).uid).toBe(0);
  const user = ordinaryUser();
  test.skip(!user || !canMountReadOnly(user, folder), "this machine's root may not mount file systems");
  const mounts = readFileSync(`/proc/${pid}/mountinfo`, "utf8").trim().split("\n");
  // Of several mounts in one place, only the last can be reached.
  const options = new Map(mounts.map((line) => [line.split(" ")[4], line.split(" ")[5] ?? ""]));
  expect([...options].filter(([, option]) => !/^ro\b/.test(option))).toEqual([]);
});

/** What the container's own Node reports: the user, the files, and which of these folders it can write to. */
const REPORT = `
  const fs = require("node:fs");
  const files = fs.readdirSync(".", { recursive: true }).filter((name) => !fs.lstatSync(name).isDirectory());
  const canWrite = (folder) => { try { fs.writeFileSync(folder + "/x", ""); return true; } catch { return false; } };
  console.log(JSON.stringify({ uid: process.getuid(), files, writable: [".", ".next", "/home/node"].filter(canWrite) }));
`;

test("runs the image as an ordinary user who cannot write to its files, without the project's secrets, scripts and tests", ({
  app,
}) => {
  const { container } = app;
  test.skip(!container, "GATEHOUSE_E2E_IMAGE names no image");
  const { engine, name } = container ?? { engine: "", name: "" };
  const report = JSON.parse(execFileSync(engine, ["exec", name, "node", "-e", REPORT], { encoding: "utf8" })) as {
    uid: number;
    files: string[];
    writable: string[];
  };
  expect(report.uid).toBe(1000);
  expect(report.writable).toEqual([]);
  expect(report.files).toContain("server.js");
  expect(report.files).toContain(".next/BUILD_ID");
  expect(report.files.filter((file) => PRIVATE.test(file))).toEqual([]);
});
