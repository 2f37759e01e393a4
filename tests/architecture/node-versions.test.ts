// The product runs on every version of Node that it is tested on, and CI tests the same versions.
import { expect, it } from "vitest";
import { NODE_VERSIONS } from "../../scripts/node-versions";
import { textOf } from "./source";

const majors = Object.keys(NODE_VERSIONS);

it("begins with the oldest supported version", () => {
  const { engines } = JSON.parse(textOf("package.json")) as { engines: { node: string } };
  expect(`${NODE_VERSIONS[majors[0] ?? ""]?.version}`).toBe(`${engines.node.replace(">=", "")}.0`);
});

it("pins each version by its checksum", () => {
  for (const [major, { version, integrity }] of Object.entries(NODE_VERSIONS)) {
    expect(version).toMatch(new RegExp(`^${major}\\.\\d+\\.\\d+$`));
    expect(Object.values(integrity).filter((checksum) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(checksum))).toEqual([]);
  }
});

it("lists the versions that CI runs the whole suite on", () => {
  expect(textOf(".github/workflows/ci.yml")).toContain(`node: [${majors.join(", ")}]`);
});
