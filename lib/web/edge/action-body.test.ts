import { describe, expect, it } from "vitest";
import { assertActionBody } from "./action-body";

const BOUNDARY = "boundary-of-a-form-in-a-test-0123456789";
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

function request(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Request {
  const all = { "content-type": TYPE, ...headers };
  return new Request("https://app.gatehouse.test/login", { method: "POST", headers: all, body });
}

type Fields = [name: string, value: string][];

const part = (name: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const whole = (parts: string) => `${parts}--${BOUNDARY}--\r\n`;
const form = (fields: Fields) => whole(fields.map(([name, value]) => part(name, value)).join(""));
const scripted = (fields: Fields) => request(form(fields), { "next-action": "7f" });

const REFERENCE: Fields = [
  ["$ACTION_REF_1", ""],
  ["$ACTION_1:0", `{"id":"7f","bound":"$@1"}`],
  ["$ACTION_1:1", `[{"status":"idle"}]`],
  ["$ACTION_KEY", "k"],
];
const ANSWERED = JSON.stringify([{ status: "error", values: { name: "$$5 bill", email: "" }, code: "$undefined" }, "$K1"]);

const passes = (given: Request) =>
  assertActionBody(given).then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ code: "MALFORMED_REQUEST" });
      return false;
    },
  );

describe("the body of a server action", () => {
  it("is accepted in the encoding of a browser's form post, and can be read afterwards", async () => {
    const sent = request(form([...REFERENCE, ["email", "ä@example.com"], ["password", "$1:__proto__"]]));
    expect(await passes(sent)).toBe(true);
    expect((await sent.formData()).get("email")).toBe("ä@example.com");
    expect(
      await passes(
        request(
          form([
            [`$ACTION_ID_${"a".repeat(42)}`, ""],
            ["email", "\r\n--"],
          ]),
        ),
      ),
    ).toBe(true);
  });

  it("is accepted in the encodings of the framework's script and of Node's fetch", async () => {
    expect(
      await passes(
        scripted([
          ...REFERENCE.map(([name, value]): [string, string] => [`_1_${name}`, value]),
          ["_1_email", "a@example.com"],
          ["0", ANSWERED],
        ]),
      ),
    ).toBe(true);
    const data = new FormData();
    for (const [name, value] of REFERENCE) data.append(name, value);
    expect(await passes(new Request("https://app.gatehouse.test/login", { method: "POST", body: data }))).toBe(true);
  });

  it("is accepted in chunks up to a total of 64 KiB, and refused beyond that total", async () => {
    const inChunks = (text: string) => {
      const bytes = new TextEncoder().encode(text);
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (let at = 0; at < bytes.length; at += 1_000) controller.enqueue(bytes.slice(at, at + 1_000));
          controller.close();
        },
      });
      return new Request("https://app.gatehouse.test/login", {
        method: "POST",
        headers: { "content-type": TYPE },
        body,
        duplex: "half",
      } as RequestInit);
    };
    const sent = inChunks(form([...REFERENCE, ["email", "a".repeat(5_000)]]));
    expect(await passes(sent)).toBe(true);
    expect((await sent.formData()).get("email")).toHaveLength(5_000);
    await expect(assertActionBody(inChunks(form([...REFERENCE, ["email", "a".repeat(66_000)]])))).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
    });
  });

  const REFERENCES = [
    `["$1:__proto__:constructor"]`,
    `["$@x"]`,
    `["$B1"]`,
    `["$n${"9".repeat(400)}"]`,
    `["$F1"]`,
    `["$T"]`,
    `["$W1"]`,
    `["$Q1"]`,
    `["$h2"]`,
    `["$D2020-01-01"]`,
    `[{"then":"$1:then"}]`,
    `[{"__proto__":{"a":1}}]`,
    `{{{`,
    `["$"]`,
    `["$K2"]`,
    `${"[".repeat(10_000)}${"]".repeat(10_000)}`,
  ];

  it.each(REFERENCES)("is refused if it contains an encoded value that no form sends: %s", async (encoded) => {
    expect(await passes(scripted([["0", encoded]]))).toBe(false);
    expect(await passes(request(form([...REFERENCE, ["$ACTION_1:2", encoded]])))).toBe(false);
  });

  it.each([
    "0x0",
    " 0",
    "0 ",
    "0.0",
    "-0",
    "0e1",
    "0b0",
    "S0",
    "",
    "1",
    "_2_0",
    "_1_0",
    "_1_",
    "_1_ACTION",
    "$ACTION_1:0",
    "1_email",
    "email",
  ])("is refused if the framework's script sends a part with the invalid name %j", async (name) => {
    expect(
      await passes(
        scripted([
          ["0", ANSWERED],
          [name, "[]"],
        ]),
      ),
    ).toBe(false);
  });

  it.each([
    "$ACTION_REF_x",
    "$ACTION_REF_",
    "$ACTION_x:0",
    "$ACTION_ID_x",
    "$ACTION_KEY2",
    "0",
    "Email",
    "__proto__",
    "a b",
    "1_email",
    "_1_email",
  ])("is refused if a posted form has a field with the invalid name %j", async (name) => {
    expect(await passes(request(form([...REFERENCE, [name, ""]])))).toBe(false);
  });

  it("is refused unless it has one action (a posted form) or one list of arguments (a form sent by script)", async () => {
    expect(await passes(request(form([["email", "a@example.com"]])))).toBe(false);
    expect(await passes(request(form([...REFERENCE, ["$ACTION_REF_2", ""]])))).toBe(false);
    for (const root of ["5", "null", `{"a":1}`, `"$K1"`]) expect(await passes(scripted([["0", root]]))).toBe(false);
    expect(await passes(scripted([["_1_email", "a@example.com"]]))).toBe(false);
    expect(
      await passes(
        scripted([
          ["0", ANSWERED],
          ["0", ANSWERED],
        ]),
      ),
    ).toBe(false);
  });

  const partWith = (headers: string) => whole(`--${BOUNDARY}\r\n${headers}\r\n\r\nx\r\n${part("$ACTION_REF_1", "")}`);

  it.each([
    `Content-Disposition: form-data; name="a"; filename="a.txt"`,
    `Content-Disposition: form-data; name="a"\r\nContent-Type: application/octet-stream`,
    `Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64`,
    `Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=shift_jis`,
    `Content-Disposition: form-data; name=a`,
    `Content-Disposition: form-data; name*=utf-8''a`,
    `content-type: text/plain`,
  ])("is refused if a part has headers that no browser sends: %j", async (headers) => {
    expect(await passes(request(partWith(`Content-Disposition: form-data; name="a"`)))).toBe(true);
    expect(await passes(request(partWith(headers)))).toBe(false);
  });

  it("is refused if it is malformed, has an ambiguous boundary, is not UTF-8, or has too many fields", async () => {
    const fine = form(REFERENCE);
    for (const body of ["garbage", "", `x${fine}`, `\r\n${fine}`, `${fine}x`, fine.replaceAll("\r\n", "\n")]) {
      expect(await passes(request(body)), body.slice(0, 20)).toBe(false);
    }
    expect(await passes(request(form([...REFERENCE, ["a", `x\r\n--${BOUNDARY}`]])))).toBe(false);
    expect(await passes(request(form([...REFERENCE, ["a", `--${BOUNDARY}y`]])))).toBe(false);
    const bytes = new TextEncoder().encode(form([...REFERENCE, ["email", "?"]]));
    bytes[bytes.indexOf(0x3f)] = 0xff;
    expect(await passes(request(bytes))).toBe(false);
    for (const type of [
      TYPE.replace("m", "M"),
      `${TYPE}; charset=utf-7`,
      `multipart/form-data; boundary="${BOUNDARY}"`,
      "multipart/form-data",
    ]) {
      expect(await passes(request(fine, { "content-type": type })), type).toBe(false);
    }
    expect(
      await passes(
        request(form([...REFERENCE, ...Array.from({ length: 200 }, (_, index): [string, string] => [`f${index}`, ""])])),
      ),
    ).toBe(false);
  });
});
