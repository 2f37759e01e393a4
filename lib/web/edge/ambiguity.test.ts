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
    ["/", "utm_source=a&utm_source=b&state=a&state=b&from=a&from=b", null],
    ["/org/acme/members", "search=a&utm_source=a&utm_source=b", null],
    ["/api/v1/organizations", "token=a&token=b", null],
    ["/org/caf%C3%A9", "a=1&b=1", "session_id=a; device=b; other=1; other=2"],
  ])("is accepted if it is unambiguous: %s?%s %s", (...request) => expect(passes(request)).toBe(true));

  it.each<Given>([
    ["/login", "next=/a&next=/b", null],
    ["/login", "next=&next=", null],
    ["/login", "next=1&n%65xt=2", null],
    ["/reset-password", "token=a&utm_source=a&token=a", null],
    ["/org/acme/members", "search=a&search=b", null],
    ["/org/acme/audit-log", "cursor=a&cursor=b", null],
    ["/admin/users", "state=a&state=b", null],
    ["/", "", "session_id=a; session_id=b"],
    ["/", "", "session_id=a; x=1;session_id=a"],
    ["/", "", "device=; device="],
    ["/org/%00", "", null],
    ["/org/%0d%0aSet-Cookie:x", "", null],
    ["/org/%ff", "", null],
    ["/org/%", "", null],
  ])("is refused if it is ambiguous or its path is unreadable: %s?%s %s", (...request) =>
    expect(passes(request)).toBe(false),
  );
});
