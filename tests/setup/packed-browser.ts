// Chromium from npm, with the libraries and fonts that a bare machine lacks. It needs neither root nor system packages.
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

export interface Browser {
  executablePath: string;
  /** Variables that the browser needs in addition to the test's environment. */
  env: Record<string, string>;
}

const PACKAGE = "node_modules/@sparticuz/chromium/package.json";
const FONTS_FILE = "fonts.conf";
// The package unpacks its libraries only if it takes the machine for AWS Lambda.
const WITH_LIBRARIES = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };

/** Runs `work` with the given variables, and then restores the environment, because the package also sets variables. */
async function withEnvironment(variables: Record<string, string>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
}

/** Lists the machine's fonts, if any, and the package's. The package's own file expects its fonts in another folder. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(folder, "fonts")}</dir>
  <cachedir>${path.join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

/** The package unpacks into the temporary folder and uses existing files in it, so it gets a private folder. */
async function unpack(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await withEnvironment({ ...WITH_LIBRARIES, TMPDIR: unfinished }, async () => {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
  });
  await writeFile(path.join(unfinished, FONTS_FILE), fontsConfiguration(folder));
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
}

export async function packedBrowser(): Promise<Browser> {
  const { version } = JSON.parse(readFileSync(PACKAGE, "utf8")) as { version: string };
  const folder = path.resolve(".gatehouse", `browser-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  const env = { LD_LIBRARY_PATH: path.join(folder, "al2023/lib"), FONTCONFIG_FILE: path.join(folder, FONTS_FILE) };
  return { executablePath: path.join(folder, "chromium"), env };
}
