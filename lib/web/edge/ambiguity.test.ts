import { describe, expect, it } from "vitest";
import { assertUnambiguous } from "./ambiguity";

type Given = [path: string, query: string, cookies: string | null];

const passes = ([path, query, cookies]: Given) => {
  try {
    assertUnambiguous(path, new URLSearchParams(query), cookies, ["session_id", "device"]);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "MALFORMED_REQUEST" });
    return false;
  }
};

describe("a request", () => {
  it.each<Given>([
    ["/", "", null],
    ["/org/caf%C3%A9", "a=1&b=1", "session_id=a; device=b; other=1; other=2"],
  ])("that can be read in one way only passes: %s?%s %s", (...request) => expect(passes(request)).toBe(true));

  it.each<Given>([
    ["/login", "next=/a&next=/b", null],
    ["/login", "a=&a=", null],
    ["/login", "a=1&%61=2", null],
    ["/", "", "session_id=a; session_id=b"],
    ["/", "", "session_id=a; x=1;session_id=a"],
    ["/", "", "device=; device="],
    ["/org/%00", "", null],
    ["/org/%0d%0aSet-Cookie:x", "", null],
    ["/org/%ff", "", null],
    ["/org/%", "", null],
  ])("that can be read in two ways is refused: %s?%s %s", (...request) => expect(passes(request)).toBe(false));
});
