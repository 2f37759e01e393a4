// The files at the root of the site: one list, which the middleware's pattern has to repeat as a literal.
import { expect, it } from "vitest";
import { ROOT_FILES } from "@/lib/web/edge/paths";
import { config } from "@/middleware";
import { filesIn } from "./source";

const matches = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path));

it("keeps every picture of the app folder out of the middleware, and nothing else", () => {
  const pictures = filesIn("app").filter((file) => /^app\/[^/]+\.(svg|ico|png)$/.test(file));
  expect(pictures.map((file) => file.slice("app".length))).toEqual([...ROOT_FILES].sort());
  expect(ROOT_FILES.filter(matches)).toEqual([]);
  for (const path of ["/", "/icon", "/icon.svg/x", "/apple-icon.pngx", "/xfavicon.ico", "/_next", "/robots.txt"]) {
    expect(matches(path), path).toBe(true);
  }
});
