// package-lock.json contains no package older than the fix of a known vulnerability, and only packages from the
// registry, each with its checksum. `npm audit` knows more vulnerabilities, but not every registry supports it;
// this test needs no registry.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { textOf } from "./source";

interface Entry {
  name?: string;
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

interface Lock {
  packages: Record<string, Entry>;
}

/** Package → the first safe version of each major line in use, and what that version fixed. Older lines are never safe. */
type Minimums = Record<string, [versions: string[], reason: string]>;

const MINIMUMS: Minimums = {
  "@babel/core": [["7.29.6"], "GHSA-4x5r-pxfx-6jf8: reads files that a sourceMappingURL comment names"],
  "@babel/helpers": [["7.26.10"], "GHSA-968p-4wvh-cqc8: slow regular expressions in generated code"],
  "@eslint/plugin-kit": [["0.3.4"], "GHSA-xffm-g5w8-qvg7: slow regular expression"],
  "@humanfs/node": [["0.16.8"], "GHSA-p498-v437-472g: recursive copies follow links out of the tree"],
  "@vitest/mocker": [["4.1.11"], "GHSA-82fw-gwwq-j7x9: path traversal in its server"],
  ajv: [["6.14.0", "8.18.0"], "GHSA-2g4f-4pwh-qvx6: slow regular expressions through $data"],
  "brace-expansion": [["5.0.9"], "GHSA-rgw5-rvv9-x895: patterns that exhaust the memory"],
  braces: [["3.0.3"], "GHSA-grv7-fg5c-xmjg: patterns that exhaust the memory"],
  browserslist: [["4.28.7"], "GHSA-73wf-gq98-2v4g: prototype pollution through a statistics file"],
  "cross-spawn": [["7.0.5"], "GHSA-3xgq-45jj-v275: slow regular expression"],
  debug: [["4.4.3"], "GHSA-8mgj-vmr8-frr6: 4.4.2 is a malicious release"],
  "deepmerge-ts": [["8.0.0"], "GHSA-ggr8-5vv4-36mx: recursive objects exhaust the stack"],
  defu: [["6.1.5"], "GHSA-737v-mqg7-c878: prototype pollution through defaults"],
  effect: [["3.20.0"], "GHSA-38f7-945m-qr2g: AsyncLocalStorage contexts of concurrent requests get mixed up"],
  esbuild: [["0.28.1"], "GHSA-g7r4-m6w7-qqqr: the development server serves any file on Windows"],
  "fast-uri": [["3.1.9"], "GHSA-wjr9-j795-jxcr: host confusion"],
  "find-my-way": [["9.7.0"], "GHSA-c96f-x56v-gq3h: denial of service over HTTP/2"],
  flatted: [["3.4.2"], "GHSA-rf6f-7fwh-wjgh: prototype pollution in parse()"],
  "follow-redirects": [["1.16.0"], "GHSA-r4q5-vmmm-2653: credentials follow a redirect to another host"],
  json5: [["2.2.2"], "GHSA-9c47-m6qq-7p4h: prototype pollution in parse()"],
  lodash: [["4.18.0"], "GHSA-r5fr-rjxr-66jc: code injection through _.template"],
  micromatch: [["4.0.8"], "GHSA-952p-6rrq-rcjv: slow regular expression"],
  minimatch: [["10.2.3"], "GHSA-23c5-xmqv-rm74: slow regular expressions from nested extglobs"],
  minimist: [["1.2.6"], "GHSA-xvch-5gv4-984h: prototype pollution"],
  mysql2: [["3.23.1"], "GHSA-3f6p-5ww8-9rcr: discloses the password; GHSA-rgwj-5xj2-c3m3: unbounded inflation"],
  nanoid: [["3.3.18"], "GHSA-2v37-7h3g-55p8: endless loop at size zero"],
  next: [["16.4.6"], "GHSA-p3m5-59mp-jv5r, fixed in 16.4.1: a server action can be made to block the process"],
  nodemailer: [["10.4.1"], "CVE-2026-125755: a crafted email address delivers to a domain other than the checked one"],
  picomatch: [["2.3.2", "4.0.4"], "GHSA-c2c7-rcm5-vvqj: slow regular expressions from extglobs"],
  playwright: [["1.55.1"], "GHSA-7mvr-c777-76hp: downloads browsers without checking the certificate"],
  postcss: [["8.5.23"], "GHSA-fxqj-rqcc-2cmp: reads files that a sourceMappingURL comment names"],
  react: [["19.2.8"], "CVE-2025-55182, GHSA-wx67-qw84-cm4g: code execution and denial of service in server functions"],
  "react-dom": [["19.2.8"], "must have the version of react"],
  semver: [["6.3.1", "7.5.2"], "GHSA-c2qf-rxjj-qqgw: slow regular expression"],
  sharp: [["0.35.4"], "GHSA-rgj7-g3m4-5g8c: memory errors in libheif"],
  "tar-fs": [["3.1.1"], "GHSA-vj76-c3g6-qr5v: symbolic links lead out of the folder"],
  valibot: [["1.4.2"], "GHSA-5qjj-4xww-7phc: rejected keys break flatten()"],
  vite: [["8.0.16"], "GHSA-fx2h-pf6j-xcff: the development server serves denied files on Windows"],
  vitest: [["4.1.11"], "GHSA-82fw-gwwq-j7x9: path traversal; before 4.1.0 GHSA-5xrq-8626-4rwp: runs any file"],
  "word-wrap": [["1.2.4"], "GHSA-j8xg-fqg3-53r7: slow regular expression"],
};

/** Copies below their minimum that can do no harm here until they are updated: path and version → the reason. */
const HARMLESS: Record<string, string> = {
  "node_modules/openapi-typescript/node_modules/brace-expansion 2.1.8": "expands only what the next one is given",
  "node_modules/openapi-typescript/node_modules/minimatch 5.1.9": "reads only our own document, which has no patterns",
};

/** Packages for other platforms. npm did not fetch them, so it has no checksum for them. */
const UNCHECKED = /^node_modules\/@next\/swc-(darwin|win32)-\w+(-msvc)?$/;

/** An exact version, with or without an npm alias (npm:package@version). */
const EXACT = /^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

const lock = JSON.parse(textOf("package-lock.json")) as Lock;
const manifest = JSON.parse(textOf("package.json")) as Entry;

interface Copy {
  path: string;
  name: string;
  entry: Entry;
}

function copiesIn({ packages }: Lock): Copy[] {
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => ({ path, entry, name: entry.name ?? path.split("node_modules/").at(-1)! }));
}

function isBelow(version: string, minimum: string): boolean {
  const [left, right] = [version, minimum].map((text) => text.split(/[-+]/)[0]!.split(".").map(Number));
  const at = [0, 1, 2].find((place) => left![place] !== right![place]);
  return at === undefined ? version.includes("-") : left![at]! < right![at]!;
}

function isUnsafe(version: string, minimums: string[]): boolean {
  const major = version.split(".")[0];
  const ofItsLine = minimums.find((minimum) => minimum.split(".")[0] === major);
  return isBelow(version, ofItsLine ?? minimums.at(-1)!);
}

/** Path and version of each unsafe copy → the reason. */
function unsafeCopies(of: Lock, minimums: Minimums = MINIMUMS): Record<string, string> {
  const unsafe = copiesIn(of).flatMap(({ path, name, entry: { version = "0" } }) => {
    const [versions, reason] = minimums[name] ?? [];
    return versions && reason && isUnsafe(version, versions) ? [[`${path} ${version}`, reason]] : [];
  });
  return Object.fromEntries(unsafe) as Record<string, string>;
}

/** A bundled package is part of its parent's archive, whose checksum covers it. */
function withoutChecksum(of: Lock): string[] {
  return copiesIn(of).flatMap(({ path, entry }) => (entry.integrity || entry.inBundle ? [] : [path]));
}

/** Dependencies that name their own source instead of a version in the registry. */
function foreignSources({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    const { dependencies, devDependencies, optionalDependencies, peerDependencies } = entry;
    const wanted = { ...peerDependencies, ...optionalDependencies, ...devDependencies, ...dependencies };
    const placed = Object.entries(wanted).filter(([, range]) => /[:/]/.test(range) && !range.startsWith("npm:"));
    const own = entry.resolved || entry.link ? [`${path} ${entry.resolved ?? "is a link"}`] : [];
    return [...own, ...placed.map(([name, range]) => `${path} wants ${name} ${range}`)];
  });
}

function inexact({ dependencies, devDependencies, optionalDependencies }: Entry): string[] {
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  return wanted.flatMap(([name, range]) => (EXACT.test(range) ? [] : [`${name} ${range}`]));
}

describe("package-lock.json", () => {
  it("contains no copy of a package older than the fix of a known vulnerability", () => {
    const harmful = Object.entries(unsafeCopies(lock)).filter(([copy]) => !(copy in HARMLESS));
    expect(harmful).toEqual([]);
  });

  it("contains every package that has a minimum version, and every exempt copy", () => {
    const names = new Set(copiesIn(lock).map(({ name }) => name));
    expect(Object.keys(MINIMUMS).filter((name) => !names.has(name))).toEqual([]);
    const unsafe = unsafeCopies(lock);
    expect(Object.keys(HARMLESS).filter((copy) => !(copy in unsafe))).toEqual([]);
  });

  it("contains a checksum of every package except the compilers for other platforms", () => {
    expect(withoutChecksum(lock).filter((path) => !UNCHECKED.test(path))).toEqual([]);
    const excepted = copiesIn(lock).filter(({ path }) => UNCHECKED.test(path));
    expect(excepted).not.toEqual([]);
    expect(excepted.filter(({ entry }) => entry.integrity)).toEqual([]);
  });

  it("takes every package from the configured registry: no entry has a URL or is a link", () => {
    expect(foreignSources(lock)).toEqual([]);
  });
});

it("pins exact versions in package.json", () => {
  expect(inexact(manifest)).toEqual([]);
});

/** Programs that scripts fetch when they need them, and their packages for platforms of which the registry has none. */
const ASIDES: Record<string, RegExp | null> = {
  vercel: /^node_modules\/@vercel\/vc-native-(darwin|linux|win32)-(arm64|x64)$/,
  observatory: null,
};

it("covers every lockfile of scripts/aside", () => {
  expect(readdirSync("scripts/aside").sort()).toEqual(Object.keys(ASIDES).sort());
});

describe.each(Object.entries(ASIDES))("scripts/aside/%s", (name, unchecked) => {
  const aside = JSON.parse(textOf(`scripts/aside/${name}/package-lock.json`)) as Lock;

  it("pins exact versions, and the checksum of every package that the registry has", () => {
    expect(inexact(JSON.parse(textOf(`scripts/aside/${name}/package.json`)) as Entry)).toEqual([]);
    expect(withoutChecksum(aside).filter((path) => !unchecked?.test(path))).toEqual([]);
  });

  it("takes every package from the configured registry", () => {
    expect(foreignSources(aside)).toEqual([]);
  });
});

describe("the checks of package-lock.json", () => {
  const minimums: Minimums = { tool: [["6.3.1", "7.5.2"], "the reason"] };
  const copy = (version: string, path = "node_modules/tool", rest: Entry = {}) =>
    Object.keys(unsafeCopies({ packages: { "": {}, [path]: { version, ...rest } } }, minimums));

  it("report a version below the minimum of its major line, and a version older than all lines", () => {
    for (const version of ["6.3.0", "7.5.1", "7.4.99", "5.9.9", "7.5.2-rc.1"]) {
      expect(copy(version)).toEqual([`node_modules/tool ${version}`]);
    }
    for (const version of ["6.3.1", "6.10.0", "7.5.2", "7.10.0", "8.0.0", "8.0.0-rc.1"]) {
      expect(copy(version)).toEqual([]);
    }
  });

  it("report an old nested copy, and an old copy under another name", () => {
    expect(copy("7.5.1", "node_modules/a/node_modules/tool")).toHaveLength(1);
    expect(copy("7.5.1", "node_modules/alias", { name: "tool" })).toHaveLength(1);
    expect(copy("7.5.1", "node_modules/@scope/tool")).toEqual([]);
  });

  it("report an old Next.js in an otherwise unchanged lock file", () => {
    const entry = { ...lock.packages["node_modules/next"], version: "16.4.0" };
    const old = { packages: { ...lock.packages, "node_modules/next": entry } };
    expect(unsafeCopies(old)).toHaveProperty(["node_modules/next 16.4.0"], MINIMUMS.next![1]);
  });

  it("report a missing checksum, a source outside the registry and a version range", () => {
    expect(withoutChecksum({ packages: { "node_modules/a": { version: "1.0.0" } } })).toEqual(["node_modules/a"]);
    const places = ["git+ssh://host/a.git", "https://host/a.tgz", "file:../a", "owner/a", "github:owner/a"];
    for (const place of places) {
      expect(foreignSources({ packages: { "node_modules/a": { resolved: place } } })).toHaveLength(1);
      expect(foreignSources({ packages: { "": { dependencies: { a: place } } } })).toHaveLength(1);
    }
    expect(foreignSources({ packages: { "node_modules/a": { link: true } } })).toHaveLength(1);
    for (const range of ["^1.0.0", "~1.0.0", "1.x", "*", "latest", ">=1.0.0", "1.0", "npm:b@^1.0.0", "npm:b"]) {
      expect(inexact({ devDependencies: { a: range } })).toEqual([`a ${range}`]);
    }
  });
});
