// Deletes the demo feature from a copy of the project, as the recipe says. The remaining code must compile, respect the
// import rules and no longer mention notes. The recipe deletes this test, too.
import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandFile } from "../../scripts/program";
import { ROOT, textOf } from "./source";

const PAGE = "docs/how-to/add-a-feature.md";
const SECTION = "## Delete the demo feature";

/** Files in which "note" has another meaning or is an example. */
const OTHER_MEANINGS: Record<string, string> = {
  [PAGE]: "the recipe itself, and the page's example",
  "components/ui/tone.tsx": "the text that explains a color",
  "lib/admin/mails.ts": "small print of a mail",
  "lib/api-keys/mail-new-key.ts": "small print of a mail",
  "lib/auth/mails.ts": "small print of a mail",
  "lib/auth/oauth/mails.ts": "small print of a mail",
  "lib/auth/tokens/mails.ts": "small print of a mail",
  "lib/email/layout.test.ts": "the smaller text of a mail",
  "lib/email/layout.ts": "small print of a mail",
  "lib/invitations/mails.ts": "small print of a mail",
  "lib/memberships/mail-admins.ts": "small print of a mail",
  "lib/text/markdown.ts": "footnotes, which are switched off",
  "scripts/doctor.ts": "an informational finding",
  "scripts/fake-stripe/objects/invoice.ts": "Stripe's credit notes",
  "scripts/fake-stripe/pages/layout.ts": "the banner of a page",
  "scripts/metrics-findings.test.ts": "an informational finding",
  "scripts/metrics-findings.ts": "an informational finding",
  "scripts/schema/database-findings.ts": "an informational finding",
  "scripts/schema/verified-connections.db.test.ts": "an informational finding",
};

/** Decisions and migrations. The recipe leaves them unchanged, so they may mention notes. */
const RECORDS = /^(docs\/decisions|prisma\/migrations)\//;

/** Tests that list every operation, route, page or file. */
const THAT_KNOW_ALL = ["access-matrix", "api-routes", "entrances", "folder-cycles", "inputs", "lib-files", "openapi"].map(
  (name) => `tests/architecture/${name}.test.ts`,
);

const DEADLINE_MS = 600_000;

interface Ended {
  failed: boolean;
  output: string;
}

function run(file: string, args: string[], cwd: string): Promise<Ended> {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = {
    PATH,
    HOME,
    TMPDIR,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  } as unknown as NodeJS.ProcessEnv;
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env, timeout: DEADLINE_MS, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ failed: error !== null, output: `${stdout}${stderr}` });
    });
  });
}

/** The files of the working copy, committed or not. */
async function projectFiles(): Promise<string[]> {
  const { failed, output } = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT);
  if (failed) throw new Error(`git could not list the project's files: ${output}`);
  return [...new Set(output.split("\0"))].filter((file) => file !== "" && existsSync(path.join(ROOT, file)));
}

/** The shell commands of the page's section, from all its `sh` blocks. */
function recipe(): string {
  const [, section = ""] = textOf(PAGE).split(`\n${SECTION}\n`);
  const [own = ""] = section.split("\n## ");
  return [...own.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands]) => commands).join("\n");
}

const LIST = "lib/features/list.ts";
const LINE = 'export { notes } from "@/lib/notes/feature";\n';
/** Files that are generated from the operations and routes. */
const MATRIX = "docs/security/access-matrix.md";
const ROUTES = "docs/security/api-routes.md";
const API_DOCUMENTS = ["lib/web/openapi/b2b.json", "lib/web/openapi/b2c.json"];

/** The words of a command, without their quotes. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** The recipe's commands, one per line. */
function commands(): string[] {
  const lines = recipe().replaceAll("\\\n", " ").split("\n");
  return lines.map((line) => line.replace(/(^|\s)#.*/, "").trim()).filter((line) => line !== "");
}

/** The files of the copy that a command names. A star stands for any part of a file name. */
function named(text: string, copy: string): string[] {
  return wordsOf(text).flatMap((word) => {
    const file = path.join(copy, word);
    if (!word.includes("*")) return [file];
    const [before = "", after = ""] = path.basename(word).split("*");
    const names = readdirSync(path.dirname(file)).filter((name) => name.startsWith(before) && name.endsWith(after));
    if (names.length === 0) throw new Error(`The recipe of ${PAGE} names ${word}, which matches no file.`);
    return names.map((name) => path.join(path.dirname(file), name));
  });
}

/** Runs a command of the recipe without a shell, because not every system has one. */
async function follow(command: string, copy: string): Promise<void> {
  const [, flags, removed] = /^rm( -rf?)? (.*)/.exec(command) ?? [];
  if (removed !== undefined) {
    const options = { recursive: flags !== undefined, force: flags === " -rf" };
    for (const file of named(removed, copy)) rmSync(file, options);
  } else {
    const { failed, output } = await run(process.execPath, programOf(command), copy);
    if (failed) throw new Error(`The recipe of ${PAGE} fails:\n${output}`);
  }
}

/** The arguments with which Node runs an npm command. */
function programOf(command: string): string[] {
  const [npm, ...rest] = wordsOf(command);
  const [first = "", script = ""] = rest;
  if (npm === "npx") return [commandFile(first), ...rest.slice(1)];
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
  const [node, ...args] = wordsOf(scripts[script] ?? "");
  if (npm !== "npm" || first !== "run" || node !== "node")
    throw new Error(`The test cannot follow this command: ${command}`);
  return args;
}

describe("the recipe that deletes the demo feature", () => {
  const copy = realpathSync(mkdtempSync(path.join(tmpdir(), "gatehouse-without-notes-")));
  const before: string[] = [];
  const left = () => before.filter((file) => existsSync(path.join(copy, file)));
  const leftOf = (file: string) => readFileSync(path.join(copy, file), "utf8");
  const isDeleting = (command: string) => command.startsWith("rm -r ");

  async function expectSuccess(packageName: string, args: string[], command = packageName): Promise<void> {
    const { failed, output } = await run(process.execPath, [commandFile(packageName, command), ...args], copy);
    if (failed) throw new Error(`After the recipe of ${PAGE}, ${command} says:\n${output}`);
  }

  beforeAll(async () => {
    before.push(...(await projectFiles()));
    for (const file of before) {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      copyFileSync(path.join(ROOT, file), path.join(copy, file));
    }
    symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"), "junction");
    const [deleting, generating] = [commands().filter(isDeleting), commands().filter((each) => !isDeleting(each))];
    for (const command of deleting) await follow(command, copy);
    writeFileSync(path.join(copy, LIST), leftOf(LIST).replace(LINE, ""));
    for (const command of generating) await follow(command, copy);
  }, DEADLINE_MS);

  afterAll(() => rmSync(copy, { recursive: true }));

  it("deletes files and one line, and otherwise changes only generated files", () => {
    expect(textOf(PAGE)).toContain(LINE);
    expect(textOf(LIST)).toContain(LINE);
    expect(before.length - left().length).toBeGreaterThan(30);
    expect(left().filter((file) => leftOf(file) !== textOf(file))).toEqual([MATRIX, ROUTES, LIST, ...API_DOCUMENTS]);
  });

  it("leaves no mention of notes, except where the word means something else", () => {
    const linesOf = (file: string) => [
      file,
      ...leftOf(file)
        .split("\n")
        .map((line, at) => `${file}:${at + 1} ${line.trim()}`),
    ];
    const sayingNote = (file: string) => linesOf(file).filter((line) => /note/i.test(line.replace(`${file}:`, "")));
    const isRecord = (file: string) => file === "package-lock.json" || RECORDS.test(file);
    const saying = left().filter((file) => !isRecord(file) && sayingNote(file).length > 0);
    expect(saying.filter((file) => !Object.hasOwn(OTHER_MEANINGS, file)).flatMap(sayingNote)).toEqual([]);
    expect(saying.sort()).toEqual(Object.keys(OTHER_MEANINGS).sort());
  });

  it.concurrent("leaves code that compiles and has no unused parts", { timeout: DEADLINE_MS }, () =>
    expectSuccess("typescript", ["--noEmit", "--noUnusedLocals"], "tsc"),
  );

  it.concurrent("leaves imports that respect the layers", { timeout: DEADLINE_MS }, () =>
    expectSuccess(
      "dependency-cruiser",
      ["--preserve-symlinks", "app", "components", "lib", "middleware.ts", "instrumentation.ts"],
      "depcruise",
    ),
  );

  it.concurrent("keeps the tests of project-wide lists passing", { timeout: DEADLINE_MS }, () =>
    expectSuccess("vitest", ["run", "--project", "unit", ...THAT_KNOW_ALL]),
  );
});
