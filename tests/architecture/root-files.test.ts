// Next.js requires a literal as the middleware's matcher, so the matcher repeats the list of files at the root of the site.
import { expect, it } from "vitest";
import { ROOT_FILES } from "@/lib/web/edge/paths";
import { config } from "@/middleware";
import { filesIn } from "./source";

const matches = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path));

it("excludes exactly the images at the root of the app folder from the middleware", () => {
  const pictures = filesIn("app").filter((file) => /^app\/[^/]+\.(svg|ico|png)$/.test(file));
  expect(pictures.map((file) => file.slice("app".length))).toEqual([...ROOT_FILES].sort());
  expect(ROOT_FILES.filter(matches)).toEqual([]);
  for (const path of ["/", "/icon", "/icon.svg/x", "/apple-icon.pngx", "/xfavicon.ico", "/_next", "/robots.txt"]) {
    expect(matches(path), path).toBe(true);
  }
});
