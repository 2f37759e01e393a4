import { beforeEach, describe, expect, it } from "vitest";
import { learnPageFont, pageFont } from "./page-font";

const MONO = "</_next/static/media/geist_mono.p.21l9n7aic715t.woff2>; rel=preload; as=font";
const SANS = "</_next/static/media/geist_sans-s.p.22fl6x9pqxtxu.woff2>; rel=preload; as=font";

describe("the font of pages that the server writes itself", () => {
  beforeEach(() => {
    Object.assign(globalThis, { gatehousePageFont: undefined });
  });

  it("is the text font, even if the first page preloads the code font before it", () => {
    learnPageFont(`${MONO}, ${SANS}`);
    expect(pageFont()).toBe("/_next/static/media/geist_sans-s.p.22fl6x9pqxtxu.woff2");
  });

  it("is unknown until a page preloads the text font", () => {
    learnPageFont(undefined);
    learnPageFont(MONO);
    expect(pageFont()).toBeUndefined();
  });
});
