// Third-party actions and images are pinned by a content hash: a tag can be moved to other code, a commit cannot.
import { describe, expect, it } from "vitest";
import { filesIn, textOf } from "./source";

const WORKFLOWS = filesIn(".github").filter((file) => /\.ya?ml$/.test(file));
const ACTION = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const OWN_ACTION = /^\.\/[\w./-]+$/;
const IMAGE = /^(docker:\/\/)?[\w./-]+@sha256:[0-9a-f]{64}$/;

const isPinned = (used: string) => ACTION.test(used) || OWN_ACTION.test(used) || IMAGE.test(used);

/** The values of a key at any depth, each with the comment that follows it. */
function valuesOf(key: string, text: string): string[] {
  return [...text.matchAll(new RegExp(`^\\s*(?:- )?["']?${key}["']?\\s*:\\s*(\\S.*?)\\s*$`, "gim"))].map(
    ([, value]) => value ?? "",
  );
}

describe("the workflows", () => {
  it("pin every action to a full commit hash, with the version as a comment", () => {
    const used = WORKFLOWS.flatMap((file) => valuesOf("uses", textOf(file)).map((value) => ({ file, value })));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(({ value }) => !isPinned(value))).toEqual([]);
  });

  it("pin every image to its digest", () => {
    const images = WORKFLOWS.flatMap((file) => ["image", "container"].flatMap((key) => valuesOf(key, textOf(file))));
    expect(images.length).toBeGreaterThan(0);
    expect(images.filter((image) => !IMAGE.test(image))).toEqual([]);
  });

  it.each([
    "actions/checkout@v4",
    "actions/checkout@main",
    "actions/checkout@08eba0b",
    `actions/checkout@${"0".repeat(40)}`,
  ])("are refused with %s", (value) => {
    expect(valuesOf("uses", `steps:\n  - uses: ${value}\n`)).toEqual([value]);
    expect(isPinned(value)).toBe(false);
  });
});
