// Scripts and tests start only Node and the programs listed here, and no shell but for commands that people type into one.
// So `npm run dev`, `npm run preview` and `npm test` work wherever Node does.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesIn, importedNames, parse } from "./source";

/** Every function of node:child_process that takes a program; `exec` and `execSync` take a shell command. */
const STARTERS = ["exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"];
const NODE = "process.execPath";
const SHELL = /^(\/(usr\/)?bin\/)?(ba|da|z)?sh$|^cmd(\.exe)?$/;

/** File → expressions that name a program other than Node → why the program may be started. */
const OTHERS: Record<string, Record<string, string>> = {
  "scripts/postgres/cluster.ts": { "programs.postgres": "comes from npm" },
  "scripts/postgres/data-folder.ts": { "programs.initdb": "comes from npm" },
  "scripts/postgres/server-user.ts": { program: "PostgreSQL's, which come from npm" },
  "scripts/container/confine.ts": { '"unshare"': "part of Linux; without it, the app's file systems stay writable" },
  "scripts/container/read-only.mjs": { '"mount"': "part of Linux, as unshare is" },
  "scripts/container/run-image.ts": { engine: "a container engine, only with --image" },
  "scripts/supervisor/child.ts": { "program.program ?? process.execPath": "Node, unshare or a container engine" },
  "scripts/program.ts": { node: "Node, or another version of it that npm installed" },
  "scripts/processes/identity.ts": {
    program: "ps on macOS and powershell.exe on Windows, which are parts of these systems",
  },
  "tests/architecture/delete-demo-feature.test.ts": { file: "Node, or git, without which there is no clone" },
  "tests/e2e/run-commands.ts": {
    '"bash"': "for commands that people type into a shell; without bash, curl and jq, their tests are skipped",
  },
  "tests/e2e/strict/container.spec.ts": { engine: "a container engine; without an image, the test is skipped" },
  "scripts/processes/start-server.ts": { program: "redis-server or pgbouncer; tests that need one are skipped without it" },
};

interface Start {
  file: string;
  program: string;
  options: string;
}

const files = ["scripts", "tests"].flatMap(filesIn).filter((file) => /\.(ts|mjs)$/.test(file));

/** The calls of node:child_process in a file, including those under a local name or through promisify. */
function startsIn(file: string, text?: string): Start[] {
  const source = parse(file, text);
  const names = importedNames(source);
  const isStarter = (node: ts.Expression) => {
    const imported = ts.isIdentifier(node) ? names.get(node.text) : undefined;
    return imported?.from.replace("node:", "") === "child_process" && STARTERS.includes(imported.name);
  };
  const found: Start[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const wrapped = ts.isCallExpression(node.expression) ? node.expression.arguments[0] : undefined;
      if (isStarter(node.expression) || (wrapped && isStarter(wrapped))) {
        const [program, ...options] = node.arguments.map((argument) => argument.getText(source));
        found.push({ file, program: program ?? "", options: options.join(" ") });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isAllowed = ({ file, program }: Start) => program === NODE || Object.hasOwn(OTHERS[file] ?? {}, program);

describe("every program that scripts and tests start", () => {
  const starts = files.flatMap((file) => startsIn(file));

  it("is Node or one of the programs listed in this file", () => {
    expect(starts.filter((start) => !isAllowed(start))).toEqual([]);
    const used = (file: string, program: string) => starts.some((start) => start.file === file && start.program === program);
    for (const [file, programs] of Object.entries(OTHERS)) {
      for (const program of Object.keys(programs))
        expect([file, program, used(file, program)]).toEqual([file, program, true]);
    }
  });

  it("is started without a shell", () => {
    expect(starts.filter(({ options }) => /\bshell\b/.test(options))).toEqual([]);
    for (const file of files) {
      const imported = [...importedNames(parse(file)).values()].filter(({ from }) => /^(node:)?child_process$/.test(from));
      expect([file, imported.filter(({ name }) => ["exec", "execSync", "default"].includes(name))]).toEqual([file, []]);
    }
  });

  it("is never a shell: no string in a file names one that is not listed", () => {
    const shells = files.flatMap((file) => {
      const source = parse(file);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        const isListed = Object.hasOwn(OTHERS[file] ?? {}, node.getText(source));
        if (ts.isStringLiteral(node) && SHELL.test(node.text) && !isListed) found.push(`${file}: ${node.text}`);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
    expect(shells).toEqual([]);
  });

  it("is found by these checks even under a local name or through promisify", () => {
    const call = (text: string) => startsIn("scripts/x.ts", text).map(({ program }) => program);
    expect(call(`import { spawn as start } from "child_process"; start("sh", []);`)).toEqual(['"sh"']);
    expect(call(`import { execFile } from "node:child_process"; promisify(execFile)("ps");`)).toEqual(['"ps"']);
  });

  it("is started by a function that is imported by name from node:child_process", () => {
    for (const file of files) {
      const source = parse(file);
      const whole = source.statements.filter(
        (statement) =>
          ts.isImportDeclaration(statement) &&
          /child_process/.test(statement.moduleSpecifier.getText(source)) &&
          !(statement.importClause?.namedBindings && ts.isNamedImports(statement.importClause.namedBindings)),
      );
      expect([file, whole.map((statement) => statement.getText(source))]).toEqual([file, []]);
    }
  });
});
