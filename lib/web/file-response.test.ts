import { expect, it } from "vitest";
import { fileResponse } from "./file-response";

const dispositionOf = (name: string) => fileResponse({ name, type: "text/csv", body: "" }).headers.get("content-disposition");

it.each([
  ["audit-log-north-2026-11-21.csv", "audit-log-north-2026-11-21.csv"],
  ['a".exe"; filename*=utf-8', "a-.exe---filename--utf-8"],
  ["../../etc/passwd", "-..-etc-passwd"],
  ["line\r\nSet-Cookie: a", "line--Set-Cookie--a"],
  ["naïve.csv", "na-ve.csv"],
])("a file named %j is offered as %s", (name, safe) => {
  expect(dispositionOf(name)).toBe(`attachment; filename="${safe}"`);
});
