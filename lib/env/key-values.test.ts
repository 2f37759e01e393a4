import { describe, expect, it } from "vitest";
import { attributeList, headerList } from "./key-values";

describe("a list of headers", () => {
  it.each([
    ["authorization=Bearer%20abc", { authorization: "Bearer abc" }],
    ["Authorization=Basic dXNlcjpwdw==", { Authorization: "Basic dXNlcjpwdw==" }],
    [" x-a = 1 , x-b=%2C ", { "x-a": "1", "x-b": "," }],
  ])("is read from %j", (text, headers) => {
    expect(headerList.parse(text)).toEqual(headers);
  });

  it.each([
    "secret",
    "=secret",
    "x-a=",
    "x a=secret",
    "x-a=%0d%0asecret",
    "x-a=secret%",
    "x-a=secret,X-A=b",
    "x-a=secret,",
    "é=secret",
    "x-a=secré",
  ])("is refused if it is %j, without a word of it in the message", (text) => {
    const { error } = headerList.safeParse(text);
    expect(error?.issues.map(({ message }) => message)).toEqual([
      "must be headers in the form name=value,name=value, with each name once",
    ]);
  });
});

it.each(["content-type", "Content-Type", "host", "content-length", "connection", "transfer-encoding", "expect", "upgrade"])(
  "a list of headers is refused if it contains %s, which the app determines",
  (name) => {
    const { error } = headerList.safeParse(`x-a=1,${name}=secret`);
    expect(error?.issues.map(({ message }) => message)).toEqual([
      "must not contain Content-Type, Host or another header of the body or the connection",
    ]);
  },
);

describe("a list of attributes", () => {
  it("is read with characters of any script", () => {
    expect(attributeList.parse("team.name=Zahlen,place=Z%C3%BCrich")).toEqual({ "team.name": "Zahlen", place: "Zürich" });
  });

  it.each(["a", "a=%0a", "a=1,a=2"])("is refused if it is %j", (text) => {
    expect(attributeList.safeParse(text).success).toBe(false);
  });
});
